use super::field;
use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Json},
};
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use protocol::{OtherRoom, Room, RoomKind};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct NewRoom {
    name: String,
    kind: RoomKind,
}

/// The rooms that the person is in.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Vec<Room>>, ApiError> {
    Ok(axum::Json(state.store.rooms(signed_in.user.id).await?))
}

/// The open rooms that the person is not in.
pub(crate) async fn browse(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Vec<OtherRoom>>, ApiError> {
    let rooms = state.store.other_rooms(signed_in.user.id).await?;
    Ok(axum::Json(rooms))
}

/// Makes a room.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewRoom>,
) -> Result<impl IntoResponse, ApiError> {
    let name = field::name("The room name", &form.name)?;
    if form.kind == RoomKind::Direct {
        let detail = "A direct room is opened for people, at /api/rooms/direct.";
        return Err(ApiError::Invalid(detail.into()));
    }
    let maker = signed_in.user.id;
    let room = state.store.create_room(maker, name, form.kind).await?;
    tracing::info!(room = %room.id, user = %maker, "a room is made");
    Ok((StatusCode::CREATED, axum::Json(room)))
}
