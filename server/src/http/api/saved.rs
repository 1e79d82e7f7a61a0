use super::list_page::ListPage;
use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Path, Query},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use protocol::{Message, MessageId};

/// A page of what the person has put aside, the last first; an empty one at the end.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(page): Query<ListPage>,
) -> Result<Json<Vec<Message>>, ApiError> {
    Ok(Json(
        state.store.saved(signed_in.user.id, page.after).await?,
    ))
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
