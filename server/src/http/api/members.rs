//! Members of a room.

use super::prelude::*;
use protocol::{RoomId, UserId};

/// Handles the `PUT /api/rooms/{room}/members/{user}` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, user)): Path<(RoomId, UserId)>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.add_member(actor, room, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/rooms/{room}/members/{user}` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, user)): Path<(RoomId, UserId)>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.remove_member(actor, room, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
