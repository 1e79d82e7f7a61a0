//! Direct rooms that a person hides from their list.

use super::prelude::*;
use protocol::RoomId;

/// Handles the `PUT` and `DELETE /api/rooms/{room}/hidden` routes. Hides a direct room until its next message, or shows it.
pub(crate) async fn set(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Switch(on): Switch,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_hidden(user, room, on).await?;
    Ok(StatusCode::NO_CONTENT)
}
