//! Direct rooms that a person hides from their list.

use super::prelude::*;
use protocol::RoomId;

/// Handles the `PUT /api/rooms/{room}/hidden` route. Hides a direct room until its next message.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_hidden(user, room, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/rooms/{room}/hidden` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_hidden(user, room, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
