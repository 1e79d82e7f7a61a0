//! A person's favourite rooms.

use super::prelude::*;
use protocol::request::Favourites;

/// Handles the `PUT /api/me/favourites` route. Replaces all favourites.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Favourites>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.set_favourites(user, form.rooms).await?;
    Ok(StatusCode::NO_CONTENT)
}
