use super::field;
use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
    store::RoomChanges,
};
use axum::{extract::State, http::StatusCode};
use protocol::{Posting, RoomDetail, RoomId};
use serde::Deserialize;

/// What is to be different; what is left out stays.
#[derive(Deserialize)]
pub(crate) struct Changes {
    name: Option<String>,
    topic: Option<String>,
    description: Option<String>,
    archived: Option<bool>,
    posting: Option<Posting>,
}

/// A room with its members, for one of them.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<axum::Json<RoomDetail>, ApiError> {
    Ok(axum::Json(state.store.room(signed_in.user.id, room).await?))
}

/// Deletes a room for everyone and for good.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.delete_room(actor, room).await?;
    state.room_deleted.notify_one();
    tracing::info!(%room, %actor, "a room is deleted");
    Ok(StatusCode::NO_CONTENT)
}

/// Changes a room's settings.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<Changes>,
) -> Result<StatusCode, ApiError> {
    let name = form.name.map(|name| field::name("The room name", &name));
    let topic = form.topic.map(|topic| field::topic(&topic));
    let description = form.description.map(|text| field::description(&text));
    let changes = RoomChanges {
        name: name.transpose()?,
        topic: topic.transpose()?,
        description: description.transpose()?,
        archived: form.archived,
        posting: form.posting,
    };
    let actor = signed_in.user.id;
    state.store.change_room(actor, room, changes).await?;
    tracing::info!(%room, user = %actor, "a room is changed");
    Ok(StatusCode::NO_CONTENT)
}
