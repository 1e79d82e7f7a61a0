//! A person's read position in a thread.

use super::prelude::*;
use protocol::request::ReadPosition;

/// Handles the `PUT /api/rooms/{room}/threads/{message}/read` route. Moves the read position only forward.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Target,
    Json(ReadPosition { seq }): Json<ReadPosition>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.read_thread(user, thread, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `PUT /api/rooms/{room}/threads/{message}/unread` route. Marks the reply at `seq` and all after it as
/// unread.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Target,
    Json(ReadPosition { seq }): Json<ReadPosition>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.mark_thread_unread(user, thread, seq).await?;
    Ok(StatusCode::NO_CONTENT)
}
