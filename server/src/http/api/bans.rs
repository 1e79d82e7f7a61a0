//! Bans of people.

use super::prelude::*;
use crate::token;
use protocol::{UserId, request::Expulsion};

/// Handles the `PUT /api/people/{user}/ban` route. Bans a person from the workspace.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    form: Option<Json<Expulsion>>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.ban(actor, user, new_join_code(form)).await?;
    tracing::info!(%user, %actor, "a person is banned");
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/people/{user}/ban` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.lift_ban(actor, user).await?;
    tracing::info!(%user, %actor, "a ban is lifted");
    Ok(StatusCode::NO_CONTENT)
}

/// Returns a new invitation code if the present one, which the person knows, is to be replaced.
pub(super) fn new_join_code(form: Option<Json<Expulsion>>) -> Option<String> {
    let Json(expulsion) = form.unwrap_or_default();
    expulsion.rotate_join_code.then(token::join_code)
}
