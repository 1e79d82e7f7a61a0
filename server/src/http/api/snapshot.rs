//! The snapshot that a client starts from.

use super::prelude::*;
use crate::store::Window;
use protocol::{RoomId, Snapshot, limits};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct SnapshotQuery {
    /// The room that the client shows.
    room: Option<RoomId>,
    /// The place in the room's history that it shows. `None` for the newest messages.
    around: Option<u64>,
}

/// Handles the `GET /api/snapshot` route. Clients fetch it when their cursors are no longer valid.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<SnapshotQuery>,
) -> Result<Json<Snapshot>, ApiError> {
    let (window, limit) = match query.around {
        // Enough messages to fill a tall screen from that place on.
        Some(seq) => (Window::Around(seq), limits::PAGE_MAX),
        None => (Window::Newest, limits::PAGE_DEFAULT),
    };
    let open = query.room.map(|room| (room, window, limit));
    let snapshot = state.store.snapshot(signed_in.user.id, open).await?;
    match (query.room, &snapshot.open) {
        (Some(_), None) => Err(ApiError::NotFound),
        _ => Ok(Json(snapshot)),
    }
}
