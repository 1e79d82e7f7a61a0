//! Links by which a person sets a new password.

use super::{field, prelude::*};
use crate::{
    http::{
        auth::{self, Device},
        client_address::ClientAddress,
    },
    store::ResetPassword,
    token,
};
use axum::response::IntoResponse;
use protocol::{
    UserId,
    request::{NewLink, NewPassword},
};

/// Handles the `POST /api/people/{user}/reset` route. Makes a reset link, which an administrator hands to the person. It
/// is shown only in this answer.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<(StatusCode, Json<NewLink>), ApiError> {
    let (actor, token) = (signed_in.user.id, token::reset());
    let hash = token::hash(&token);
    state.store.make_reset(actor, user, hash).await?;
    tracing::info!(%user, %actor, "a reset link is made");
    let path = format!("/reset/{token}");
    Ok((StatusCode::CREATED, Json(NewLink { path })))
}

/// Handles the `POST /api/reset/{token}` route. Sets a new password by a reset link, ends the person's sessions and signs
/// them in here.
pub(crate) async fn update(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    device: Device,
    Path(token): Path<String>,
    Json(form): Json<NewPassword>,
) -> Result<impl IntoResponse, ApiError> {
    state.rate_limits.attempt(address)?;
    let token = token::hash(&token);
    // Checked before the expensive hash; the store checks again when it sets the password.
    if !state.store.has_reset(token).await? {
        return Err(ApiError::NotFound);
    }
    let password = field::password(form.password)?;
    let session = token::session();
    let reset = ResetPassword {
        token,
        password_hash: state.passwords.hash(password).await?,
        session: token::hash(&session),
    };
    let user = state.store.reset_password(reset).await?;
    tracing::info!(user = %user.id, "a password is set by a reset link");
    let jar = auth::remember(&state, device, user.id, session).await;
    Ok((StatusCode::CREATED, jar, Json(user)))
}
