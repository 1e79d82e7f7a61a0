use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
};
use axum::{extract::State, http::StatusCode};
use protocol::RoomId;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Place {
    seq: u64,
}

/// The person has read the room up to a place; this moves their position only forward.
pub(crate) async fn read(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(Place { seq }): Json<Place>,
) -> Result<StatusCode, ApiError> {
    state.store.read(signed_in.user.id, room, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The message at a place and all after it count as unread again.
pub(crate) async fn mark_unread(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(Place { seq }): Json<Place>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.mark_unread(user, room, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}
