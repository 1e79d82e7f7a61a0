use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
    store::Target,
};
use axum::{extract::State, http::StatusCode};
use protocol::{FollowState, MessageId, RoomId};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Place {
    seq: u64,
}

/// Whether the person follows a thread, and what of it they have not read.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Path<(RoomId, MessageId)>,
) -> Result<axum::Json<FollowState>, ApiError> {
    let follow = state.store.follow_state(signed_in.user.id, target(thread));
    Ok(axum::Json(follow.await?))
}

/// The person follows a thread from here on.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Path<(RoomId, MessageId)>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.follow(user, target(thread), true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The person follows a thread no longer.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Path<(RoomId, MessageId)>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.follow(user, target(thread), false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The person has read a thread up to a place; this moves their position only forward.
pub(crate) async fn read(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Path<(RoomId, MessageId)>,
    Json(Place { seq }): Json<Place>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.read_thread(user, target(thread), seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The message at a place of a thread and all after it count as unread again.
pub(crate) async fn mark_unread(
    State(state): State<AppState>,
    signed_in: SignedIn,
    thread: Path<(RoomId, MessageId)>,
    Json(Place { seq }): Json<Place>,
) -> Result<StatusCode, ApiError> {
    let store = &state.store;
    let marked = store.mark_thread_unread(signed_in.user.id, target(thread), seq);
    marked.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn target(Path((room, message)): Path<(RoomId, MessageId)>) -> Target {
    let room = Some(room);
    Target { message, room }
}
