//! Deactivations of people who have left.

use super::{bans::new_join_code, prelude::*};
use protocol::{UserId, request::Expulsion};

/// Handles the `PUT /api/people/{user}/deactivation` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    form: Option<Json<Expulsion>>,
) -> Result<StatusCode, ApiError> {
    set(state, signed_in, user, true, new_join_code(form)).await
}

/// Handles the `DELETE /api/people/{user}/deactivation` route. Lets the person sign in again.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    set(state, signed_in, user, false, None).await
}

async fn set(
    state: AppState,
    signed_in: SignedIn,
    user: UserId,
    deactivated: bool,
    join_code: Option<String>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    let set = state
        .store
        .set_deactivated(actor, user, deactivated, join_code);
    set.await?;
    tracing::info!(%user, %actor, deactivated, "a deactivation is set");
    Ok(StatusCode::NO_CONTENT)
}
