//! Rooms.

use super::{field, prelude::*};
use locale::text;
use protocol::{
    Room, RoomDetail, RoomId, RoomKind,
    request::{NewRoom, RoomChanges},
};

/// Handles the `GET /api/rooms` route. Lists the rooms that the person is in.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Vec<Room>>, ApiError> {
    Ok(Json(state.store.rooms(signed_in.user.id).await?))
}

/// Handles the `POST /api/rooms` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewRoom>,
) -> Result<(StatusCode, Json<Room>), ApiError> {
    let name = field::name(text().field_room_name(), &form.name)?;
    if form.kind == RoomKind::Direct {
        let detail = text().problem_use_direct();
        return Err(ApiError::Invalid(detail.into()));
    }
    let maker = signed_in.user.id;
    let room = state.store.create_room(maker, name, form.kind).await?;
    tracing::info!(room = %room.id, user = %maker, "a room is created");
    Ok((StatusCode::CREATED, Json(room)))
}

/// Handles the `GET /api/rooms/{room}` route. Answers with a room and its members.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<Json<RoomDetail>, ApiError> {
    Ok(Json(state.store.room(signed_in.user.id, room).await?))
}

/// Handles the `PATCH /api/rooms/{room}` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<RoomChanges>,
) -> Result<StatusCode, ApiError> {
    if form.kind == Some(RoomKind::Direct) {
        let detail = text().problem_not_direct();
        return Err(ApiError::Invalid(detail.into()));
    }
    let name = form
        .name
        .map(|name| field::name(text().field_room_name(), &name));
    let topic = form.topic.map(field::topic);
    let description = form.description.map(field::description);
    let changes = RoomChanges {
        name: name.transpose()?,
        topic: topic.transpose()?,
        description: description.transpose()?,
        kind: form.kind,
        archived: form.archived,
        posting: form.posting,
    };
    let actor = signed_in.user.id;
    state.store.change_room(actor, room, changes).await?;
    tracing::info!(%room, user = %actor, "a room is changed");
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/rooms/{room}` route. Deletes a room for everyone and for good.
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
