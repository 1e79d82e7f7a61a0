//! People who join by an invitation link.

use super::{field, prelude::*};
use crate::http::{
    auth::{self, Device},
    client_address::ClientAddress,
};
use axum::response::IntoResponse;
use protocol::request::Join;

/// Handles the `POST /api/join/{code}` route. Adds a member or a guest, as the invitation says, and signs them in.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    device: Device,
    Path(code): Path<String>,
    Json(form): Json<Join>,
) -> Result<impl IntoResponse, ApiError> {
    state.rate_limits.attempt(address)?;
    // Checked before the expensive hash; the store checks again when it adds the person.
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
    Ok((StatusCode::CREATED, jar, Json(user)))
}
