//! Link previews of a message.

use super::prelude::*;
use protocol::MessageId;

/// Handles the `DELETE /api/messages/{message}/preview/{number}` route. Removes a preview from the person's own message
/// for good.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((message, number)): Path<(MessageId, u16)>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.remove_preview(user, message, number).await?;
    Ok(StatusCode::NO_CONTENT)
}
