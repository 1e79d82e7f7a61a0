use super::field;
use crate::{
    app_state::AppState,
    http::{
        auth::{self, Device},
        client_address::ClientAddress,
        error::ApiError,
        extract::{Json, Path},
    },
};
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Join {
    name: String,
    email: String,
    password: String,
}

/// Takes in a person with an invitation, of the workspace or for guests, who is signed in at once.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    device: Device,
    Path(code): Path<String>,
    Json(form): Json<Join>,
) -> Result<impl IntoResponse, ApiError> {
    state.rate_limits.attempt(address)?;
    // Before the work of hashing; the store looks again when it lets the person in.
    let workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    let as_member = workspace.join_code.as_ref() == Some(&code);
    if !as_member && !state.store.has_guest_invitation(&code).await? {
        return Err(ApiError::NotFound);
    }
    let person = field::person(&state.passwords, &form.name, &form.email, form.password).await?;
    let user = match as_member {
        true => state.store.join(code, person).await?,
        false => state.store.join_as_guest(code, person).await?,
    };
    tracing::info!(user = %user.id, "a person joined");
    let jar = auth::start_session(&state, device, user.id, None).await?;
    Ok((StatusCode::CREATED, jar, axum::Json(user)))
}
