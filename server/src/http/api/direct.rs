use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Json},
};
use axum::extract::State;
use protocol::{Room, UserId};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Company {
    /// The others; without any the room is for notes.
    people: Vec<UserId>,
}

/// The person's direct room with others, made unless it is there.
pub(crate) async fn open(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Company>,
) -> Result<axum::Json<Room>, ApiError> {
    let user = signed_in.user.id;
    let room = state.store.direct_room(user, form.people).await?;
    Ok(axum::Json(room))
}
