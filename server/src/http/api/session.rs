//! Sessions: signing in and out.

use super::prelude::*;
use crate::{
    http::{
        auth::{self, Device},
        client_address::ClientAddress,
    },
    token::TokenHash,
};
use axum::response::IntoResponse;
use protocol::{UserId, limits, request::SignIn};

/// Handles the `POST /api/session` route. An unknown address and a wrong password get the same answer after the same
/// time; only a person who knows the password learns that they are banned.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    device: Device,
    Json(form): Json<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let email = form.email.trim();
    if email.len() > limits::EMAIL_BYTES || form.password.len() > limits::PASSWORD_BYTES {
        return Err(ApiError::WrongCredentials);
    }
    let known = state.store.credentials(email).await?;
    let (user, hash) = match known {
        Some(known) => (Some(known.user), Some(known.password_hash)),
        None => (None, None),
    };
    match known_device(&state, user, &device).await? {
        Some(device) => state.rate_limits.attempt_known(device)?,
        None => state.rate_limits.attempt_account(address, email)?,
    }
    let matches = state.passwords.verify(form.password, hash.clone()).await?;
    let (Some(user), Some(hash), true) = (user, hash, matches) else {
        return Err(ApiError::WrongCredentials);
    };
    let started = auth::start_session(&state, device, user, Some(hash)).await;
    let jar = started.map_err(|error| match error {
        ApiError::WrongPassword => ApiError::WrongCredentials,
        other => other,
    })?;
    let user = state.store.user(user).await?;
    Ok((StatusCode::CREATED, jar, Json(user)))
}

/// Handles the `DELETE /api/session` route. Ends the session, and its open sockets with it.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(signed_in) = signed_in {
        state.store.sign_out(signed_in.token).await?;
    }
    Ok((StatusCode::NO_CONTENT, auth::no_session()))
}

/// Returns the device if this person has signed in on it before: guesses from elsewhere must not lock them out there.
async fn known_device(
    state: &AppState,
    user: Option<UserId>,
    device: &Device,
) -> Result<Option<TokenHash>, ApiError> {
    let (Some(user), Some(device)) = (user, device.hash()) else {
        return Ok(None);
    };
    let knows = state.store.knows_device(user, device).await?;
    Ok(knows.then_some(device))
}
