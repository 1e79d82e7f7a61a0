//! A person's notification level for a room.

use super::prelude::*;
use protocol::{RoomId, request::NewLevel};

/// Handles the `PUT /api/rooms/{room}/level` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<NewLevel>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_level(user, room, form.level).await?;
    Ok(StatusCode::NO_CONTENT)
}
