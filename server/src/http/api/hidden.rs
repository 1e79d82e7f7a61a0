//! Direct rooms that the person keeps out of their list.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path},
};
use axum::{extract::State, http::StatusCode};
use protocol::RoomId;

/// Hides a direct room until its next message.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    state
        .store
        .set_hidden(signed_in.user.id, room, true)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows a direct room again.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    state
        .store
        .set_hidden(signed_in.user.id, room, false)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
