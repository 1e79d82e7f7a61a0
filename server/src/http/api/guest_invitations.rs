use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
    token,
};
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use protocol::{GuestLink, GuestLinkId, RoomId};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(crate) struct NewInvitation {
    rooms: Vec<RoomId>,
}

/// The links for guests that are good, the newest first, for administrators.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Vec<GuestLink>>, ApiError> {
    let links = state.store.guest_links(signed_in.user.id).await?;
    Ok(axum::Json(links))
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

/// Withdraws a link: nobody comes in by it any more. Who has come stays.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(link): Path<GuestLinkId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.withdraw_guest_link(actor, link).await?;
    tracing::info!(%actor, %link, "a link for guests is withdrawn");
    Ok(StatusCode::NO_CONTENT)
}
