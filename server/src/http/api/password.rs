//! The signed-in person's password.

use super::{field, prelude::*};
use crate::{password::PasswordError, store::ChangePassword};
use protocol::{limits, request::PasswordChange};

/// Handles the `PUT /api/me/password` route. Ends the person's other sessions.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<PasswordChange>,
) -> Result<StatusCode, ApiError> {
    let password = field::password(form.password)?;
    let verified = verify(&state, &signed_in, form.current).await?;
    let user = signed_in.user.id;
    let change = ChangePassword {
        user,
        verified,
        password_hash: state.passwords.hash(password).await?,
        session: signed_in.token,
    };
    state.store.change_password(change).await?;
    tracing::info!(%user, "a password is changed");
    Ok(StatusCode::NO_CONTENT)
}

/// Verifies the password of a person who is signed in, and returns its hash. Guesses have the same rate limit as at sign-in
/// on a known device.
pub(super) async fn verify(
    state: &AppState,
    signed_in: &SignedIn,
    password: String,
) -> Result<String, ApiError> {
    if password.len() > limits::PASSWORD_BYTES {
        return Err(ApiError::WrongPassword);
    }
    state.rate_limits.attempt_known(signed_in.token)?;
    let known = state.store.credentials(&signed_in.user.email).await?;
    let stored = known.ok_or(ApiError::Unauthorized)?.password_hash;
    let matches = state.passwords.verify(password, Some(stored.clone()));
    if !matches.await? {
        return Err(ApiError::WrongPassword);
    }
    Ok(stored)
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            error => Self::Internal(error.into()),
        }
    }
}
