//! Invitation links for guests.

use super::prelude::*;
use crate::token;
use locale::text;
use protocol::{
    GuestLink, GuestLinkId,
    request::{GuestInvitation, NewLink},
};

/// Handles the `GET /api/guest-invitations` route. Lists the valid links, newest first, for administrators.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Vec<GuestLink>>, ApiError> {
    let links = state.store.guest_links(signed_in.user.id).await?;
    Ok(Json(links))
}

/// Handles the `POST /api/guest-invitations` route. Makes a link to rooms of the administrator. It is valid for a week
/// and shown only in this answer.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(GuestInvitation { rooms }): Json<GuestInvitation>,
) -> Result<(StatusCode, Json<NewLink>), ApiError> {
    if rooms.is_empty() {
        return Err(ApiError::Invalid(text().field_no_room().into()));
    }
    let (actor, code) = (signed_in.user.id, token::join_code());
    let path = format!("/join/{code}");
    state.store.invite_guests(actor, code, rooms).await?;
    tracing::info!(%actor, "an invitation link for guests is made");
    Ok((StatusCode::CREATED, Json(NewLink { path })))
}

/// Handles the `DELETE /api/guest-invitations/{link}` route. Invalidates the link; guests who joined by it stay.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(link): Path<GuestLinkId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.revoke_guest_link(actor, link).await?;
    tracing::info!(%actor, %link, "an invitation link for guests is revoked");
    Ok(StatusCode::NO_CONTENT)
}
