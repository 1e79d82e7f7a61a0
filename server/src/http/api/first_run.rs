//! First run of a new server.

use super::{field, prelude::*};
use crate::{
    http::{
        auth::{self, Device},
        client_address::ClientAddress,
        setup_code,
    },
    token,
};
use axum::{http::HeaderMap, response::IntoResponse};
use locale::text;
use protocol::request::FirstRun;

/// Handles the `POST /api/first-run` route. Creates the workspace and its first administrator, who is signed in.
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
    let setup_code = state.setup_code.as_deref();
    if !setup_code::is_local(address, &headers, state.config.origin.as_ref())
        && !setup_code.is_some_and(|code| form.code.is_some_and(|given| code.matches(&given)))
    {
        return Err(ApiError::SetupCode);
    }
    let workspace = field::name(text().field_workspace_name(), &form.workspace)?;
    let person = field::person(&state.passwords, &form.name, &form.email, form.password).await?;
    let created = state.store.first_run(workspace, token::join_code(), person);
    let user = created.await?;
    tracing::info!(user = %user.id, "the workspace is created");
    if let Some(code) = setup_code {
        code.remove();
    }
    let jar = auth::start_session(&state, device, user.id, None).await?;
    Ok((StatusCode::CREATED, jar, Json(user)))
}
