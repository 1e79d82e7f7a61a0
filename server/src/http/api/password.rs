use super::field;
use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Json},
    store::PasswordChange,
};
use axum::{extract::State, http::StatusCode};
use protocol::limits;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Passwords {
    current: String,
    password: String,
}

/// Changes the person's password and ends their other sessions. Guesses at the current one are as few as at sign-in
/// on a known device.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Passwords>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    let password = field::password(form.password)?;
    if form.current.len() > limits::PASSWORD_BYTES {
        return Err(ApiError::WrongPassword);
    }
    state.rate_limits.attempt_known(signed_in.token)?;
    let known = state.store.credentials(&signed_in.user.email).await?;
    let known = known.ok_or(ApiError::Unauthorized)?.password_hash;
    let verified = state.passwords.verify(form.current, Some(known.clone()));
    if !verified.await? {
        return Err(ApiError::WrongPassword);
    }
    let change = PasswordChange {
        user,
        known,
        password_hash: state.passwords.hash(password).await?,
        session: signed_in.token,
    };
    state.store.change_password(change).await?;
    tracing::info!(%user, "a password is changed");
    Ok(StatusCode::NO_CONTENT)
}
