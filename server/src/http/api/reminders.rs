use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
};
use axum::{extract::State, http::StatusCode};
use protocol::{MessageId, request::NewReminder};

/// Reminds the person of a message at a time, and puts it aside for them.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
    Json(form): Json<NewReminder>,
) -> Result<StatusCode, ApiError> {
    let (user, at) = (signed_in.user.id, Some(form.at));
    state.store.remind(user, message, at).await?;
    state.planned.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a reminder off, to come or due. The message stays put aside.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.remind(signed_in.user.id, message, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
