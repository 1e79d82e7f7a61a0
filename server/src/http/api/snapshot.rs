use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Query},
    store::Window,
};
use axum::{Json, extract::State};
use protocol::{RoomId, Snapshot, limits};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Asked {
    room: Option<RoomId>,
    /// The place in the room's history that it shows; else it shows the newest.
    around: Option<u64>,
}

/// All that a client starts from, with the room that it shows: what it fetches when its cursors are void.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Json<Snapshot>, ApiError> {
    // So many that they fill a tall screen from that place on.
    let (window, limit) = match asked.around {
        Some(seq) => (Window::Around(seq), limits::PAGE_MAX),
        None => (Window::Newest, limits::PAGE_DEFAULT),
    };
    let open = asked.room.map(|room| (room, window, limit));
    let snapshot = state.store.snapshot(signed_in.user.id, open).await?;
    match (asked.room, &snapshot.open) {
        (Some(_), None) => Err(ApiError::NotFound),
        _ => Ok(Json(snapshot)),
    }
}
