//! A person's read position in a room.

use super::prelude::*;
use protocol::{RoomId, request::ReadPosition};

/// Handles the `PUT /api/rooms/{room}/read` route. Moves the read position only forward.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(ReadPosition { seq }): Json<ReadPosition>,
) -> Result<StatusCode, ApiError> {
    state.store.read(signed_in.user.id, room, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `PUT /api/rooms/{room}/unread` route. Marks the message at `seq` and all after it as unread.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(ReadPosition { seq }): Json<ReadPosition>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.mark_unread(user, room, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}
