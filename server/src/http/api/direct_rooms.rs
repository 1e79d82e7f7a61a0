//! Direct rooms.

use super::prelude::*;
use protocol::{Room, request::NewDirectRoom};

/// Handles the `POST /api/rooms/direct` route. Answers with the direct room of these people, and creates it if there is
/// none.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewDirectRoom>,
) -> Result<Json<Room>, ApiError> {
    let room = state.store.direct_room(signed_in.user.id, form.people);
    Ok(Json(room.await?))
}
