//! Threads.

use super::{
    page::{LimitedListQuery, MessageQuery},
    prelude::*,
};
use protocol::{MessagePage, ThreadPage};

/// Handles the `GET /api/threads` route. Lists the threads that the person follows, the last active first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LimitedListQuery>,
) -> Result<Json<ThreadPage>, ApiError> {
    let user = signed_in.user.id;
    let page = state.store.threads(user, query.after, query.limit());
    Ok(Json(page.await?))
}

/// Handles the `GET /api/rooms/{room}/threads/{message}` route. Answers with a page of a root message and its replies.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    target: Target,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>, ApiError> {
    let (window, limit) = query.window()?;
    let user = signed_in.user.id;
    Ok(Json(state.store.thread(user, target, window, limit).await?))
}
