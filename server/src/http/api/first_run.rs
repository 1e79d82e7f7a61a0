//! The first run of a new server.

use super::field;
use crate::{
    app_state::AppState,
    http::{
        auth::{self, Device},
        client_address::ClientAddress,
        error::ApiError,
        extract::Json,
        setup_code::{self, SetupCode},
    },
    token,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use protocol::User;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct FirstRun {
    workspace: String,
    name: String,
    email: String,
    password: String,
    /// The code that the server's operator knows; only one who is at the server itself needs none.
    #[serde(default)]
    code: String,
}

/// Makes the workspace with its first administrator, who is signed in at once.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    device: Device,
    Json(form): Json<FirstRun>,
) -> Result<impl IntoResponse, ApiError> {
    state.rate_limits.attempt(address)?;
    if state.store.workspace().await?.is_some() {
        return Err(ApiError::AlreadySetUp);
    }
    let local = setup_code::is_local(address, &headers, state.config.origin.as_ref());
    let right = |code: &SetupCode| code.is(&form.code);
    if !local && !state.setup_code.as_deref().is_some_and(right) {
        return Err(ApiError::SetupCode);
    }
    let workspace = field::name("The workspace name", &form.workspace)?;
    let person = field::person(&state.passwords, &form.name, &form.email, form.password).await?;
    let user: User = state
        .store
        .first_run(workspace, token::join_code(), person)
        .await?;
    tracing::info!(user = %user.id, "the workspace is made");
    if let Some(code) = &state.setup_code {
        code.forget();
    }
    let jar = auth::start_session(&state, device, user.id, None).await?;
    Ok((StatusCode::CREATED, jar, axum::Json(user)))
}
