use super::list_page::ListPage;
use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Path, Query},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use protocol::{Message, MessageId, RoomId};

/// A page of what is pinned to a room, the last first; an empty one at the end.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(page): Query<ListPage>,
) -> Result<Json<Vec<Message>>, ApiError> {
    Ok(Json(
        state
            .store
            .pins(signed_in.user.id, room, page.after)
            .await?,
    ))
}

/// Pins a message to its room.
pub(crate) async fn add(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.pin(signed_in.user.id, message, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a message off its room.
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.pin(signed_in.user.id, message, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
