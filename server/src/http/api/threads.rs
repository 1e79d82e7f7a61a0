use super::messages::Bounds;
use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Path, Query},
    },
    store::Target,
};
use axum::{Json, extract::State};
use protocol::{MessageId, MessagePage, RoomId, ThreadPage, limits};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Asked {
    limit: Option<u32>,
    /// The last thread of the page before.
    after: Option<MessageId>,
}

/// The threads that the person follows, the last active first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Json<ThreadPage>, ApiError> {
    let limit = asked.limit.unwrap_or(limits::PAGE_DEFAULT);
    let limit = limit.clamp(1, limits::THREADS_MAX);
    let user = signed_in.user.id;
    Ok(Json(state.store.threads(user, asked.after, limit).await?))
}

/// A page of a thread: its root, and the replies to it.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, message)): Path<(RoomId, MessageId)>,
    Query(bounds): Query<Bounds>,
) -> Result<Json<MessagePage>, ApiError> {
    let (window, limit) = bounds.resolve()?;
    let room = Some(room);
    let target = Target { message, room };
    let user = signed_in.user.id;
    Ok(Json(state.store.thread(user, target, window, limit).await?))
}
