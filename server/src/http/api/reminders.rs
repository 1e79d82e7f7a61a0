//! Reminders of messages.

use super::prelude::*;
use protocol::{MessageId, request::NewReminder};

/// Handles the `PUT /api/messages/{message}/reminder` route. Also saves the message.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
    Json(form): Json<NewReminder>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.remind(user, message, Some(form.at)).await?;
    state.planned.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/messages/{message}/reminder` route. The message stays saved.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.remind(signed_in.user.id, message, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
