//! Open rooms that a person can join.

use super::prelude::*;
use protocol::OtherRoom;

/// Handles the `GET /api/rooms/browse` route. Lists the open rooms that the person is not in.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Vec<OtherRoom>>, ApiError> {
    let rooms = state.store.other_rooms(signed_in.user.id).await?;
    Ok(Json(rooms))
}
