use crate::{
    app_state::AppState,
    auth::{self, SignedIn},
    client_address::ClientAddress,
    error::ApiError,
    extract::Json,
};
use app::model::limits;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Credentials {
    email: String,
    password: String,
}

/// Signs a person in. An unknown address and a wrong password get the same answer, in the same time; that they are
/// banned is told only to who knows the password.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(form): Json<Credentials>,
) -> Result<impl IntoResponse, ApiError> {
    let email = form.email.trim();
    if email.len() > limits::EMAIL_BYTES || form.password.len() > limits::PASSWORD_BYTES {
        return Err(ApiError::WrongCredentials);
    }
    state.rate_limits.attempt_account(address, email)?;
    let known = state.store.credentials(email).await?;
    let (user, hash) = match known {
        Some(known) => (Some(known.user), Some(known.password_hash)),
        None => (None, None),
    };
    let matches = state.passwords.verify(form.password, hash.clone()).await?;
    let Some(user) = user.filter(|_| matches) else {
        return Err(ApiError::WrongCredentials);
    };
    let started = auth::start_session(&state, &headers, user, hash).await;
    let cookie = started.map_err(|error| match error {
        ApiError::WrongPassword => ApiError::WrongCredentials,
        other => other,
    })?;
    let jar = CookieJar::new().add(cookie);
    let user = state.store.user(user).await?;
    Ok((StatusCode::CREATED, jar, axum::Json(user)))
}

/// Signs the person out: the session ends, and its open sockets with it.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(signed_in) = signed_in {
        state.store.sign_out(signed_in.token).await?;
    }
    let jar = CookieJar::new().add(auth::no_session());
    Ok((StatusCode::NO_CONTENT, jar))
}
