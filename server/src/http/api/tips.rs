//! The signed-in person's tips.

use super::prelude::*;

/// Handles the `DELETE /api/me/tips/{tip}` route. Dismisses a tip for good.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(tip): Path<String>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.dismiss_tips(user, Some(tip)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/me/tips` route. Dismisses all tips for good.
pub(crate) async fn destroy_all(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<StatusCode, ApiError> {
    state.store.dismiss_tips(signed_in.user.id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
