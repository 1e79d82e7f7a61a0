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

/// Handles the `PUT /api/rooms/{room}/threads/{message}/follow` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Target,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.follow(user, thread, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/rooms/{room}/threads/{message}/follow` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Target,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.follow(user, thread, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
