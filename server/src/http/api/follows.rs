//! The threads that a person follows.

use super::prelude::*;
use protocol::FollowState;

/// Handles the `GET /api/rooms/{room}/threads/{message}/follow` route. Answers whether the person follows the thread, and
/// how much of it is unread.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Target,
) -> Result<Json<FollowState>, ApiError> {
    let follow = state.store.follow_state(signed_in.user.id, thread);
    Ok(Json(follow.await?))
}

/// Handles the `PUT` and `DELETE /api/rooms/{room}/threads/{message}/follow` routes.
pub(crate) async fn set(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Switch(on): Switch,
    thread: Target,
) -> Result<StatusCode, ApiError> {
    state.store.follow(signed_in.user.id, thread, on).await?;
    Ok(StatusCode::NO_CONTENT)
}
