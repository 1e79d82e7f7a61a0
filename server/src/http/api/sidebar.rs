//! A person's choices for the list of rooms.

use super::prelude::*;
use protocol::Sidebar;

/// Handles the `PUT /api/me/sidebar` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(sidebar): Json<Sidebar>,
) -> Result<StatusCode, ApiError> {
    state.store.set_sidebar(signed_in.user.id, sidebar).await?;
    Ok(StatusCode::NO_CONTENT)
}
