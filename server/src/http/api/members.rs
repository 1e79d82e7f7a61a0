use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path},
};
use axum::{extract::State, http::StatusCode};
use protocol::{RoomId, UserId};

/// Lets a person into a room.
pub(crate) async fn add(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, user)): Path<(RoomId, UserId)>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.add_member(actor, room, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a person out of a room.
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, user)): Path<(RoomId, UserId)>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.remove_member(actor, room, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
