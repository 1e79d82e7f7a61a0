//! The workspace's invitation code.

use super::prelude::*;
use crate::token;
use protocol::request::NewJoinCode;

/// Handles the `POST /api/workspace/join-code` route. Replaces the code: earlier invitation links become invalid.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<NewJoinCode>, ApiError> {
    let join_code = token::join_code();
    let rotated = state
        .store
        .rotate_join_code(signed_in.user.id, join_code.clone());
    rotated.await?;
    Ok(Json(NewJoinCode { join_code }))
}
