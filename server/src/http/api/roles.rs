//! Roles of people.

use super::prelude::*;
use crate::token;
use protocol::{UserId, request::NewRole};

/// Handles the `PUT /api/people/{user}/role` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    Json(form): Json<NewRole>,
) -> Result<StatusCode, ApiError> {
    let (actor, role) = (signed_in.user.id, form.role);
    let join_code = form.rotate_join_code.then(token::join_code);
    let set = state
        .store
        .set_role(actor, user, role, form.keep, join_code);
    set.await?;
    tracing::info!(%user, %actor, ?role, "a person's role is set");
    Ok(StatusCode::NO_CONTENT)
}
