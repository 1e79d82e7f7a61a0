use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path};
use app::model::{Message, MessageId};
use axum::{Json, extract::State, http::StatusCode};

/// What the person has put aside, the last first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Vec<Message>>, ApiError> {
    Ok(Json(state.store.saved(signed_in.user.id).await?))
}

/// Puts a message aside.
pub(crate) async fn add(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.save(signed_in.user.id, message, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts it back.
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.save(signed_in.user.id, message, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
