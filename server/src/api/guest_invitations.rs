use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Json, token};
use app::model::RoomId;
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(crate) struct NewInvitation {
    rooms: Vec<RoomId>,
}

/// Makes a link by which guests come into rooms of the administrator's. It is shown this once, and good for a week.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(NewInvitation { rooms }): Json<NewInvitation>,
) -> Result<impl IntoResponse, ApiError> {
    if rooms.is_empty() {
        return Err(ApiError::Invalid("Choose at least one room.".into()));
    }
    let (actor, code) = (signed_in.user.id, token::join_code());
    state
        .store
        .invite_guests(actor, code.clone(), rooms)
        .await?;
    tracing::info!(%actor, "a link for guests is made");
    let link = json!({ "path": format!("/join/{code}") });
    Ok((StatusCode::CREATED, axum::Json(link)))
}
