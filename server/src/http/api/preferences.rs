use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
};
use axum::{extract::State, http::StatusCode};
use protocol::{Level, RoomId};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Attention {
    level: Level,
}

#[derive(Deserialize)]
pub(crate) struct Favourites {
    rooms: Vec<RoomId>,
}

/// Sets what of a room the person wants to be told of.
pub(crate) async fn level(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<Attention>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_level(user, room, form.level).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the person's favourites, all of them, in their order.
pub(crate) async fn favourites(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Favourites>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_favourites(user, form.rooms).await?;
    Ok(StatusCode::NO_CONTENT)
}
