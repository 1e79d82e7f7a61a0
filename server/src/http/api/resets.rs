use super::field;
use crate::{
    app_state::AppState,
    http::{
        auth::{self, Device, SignedIn},
        client_address::ClientAddress,
        error::ApiError,
        extract::{Json, Path},
    },
    store::Reset,
    token,
};
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use protocol::UserId;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(crate) struct NewPassword {
    password: String,
}

/// Makes a link by which a person sets a new password, for an administrator to hand to them. It is shown this once.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<impl IntoResponse, ApiError> {
    let (actor, token) = (signed_in.user.id, token::reset());
    let hash = token::hash(&token);
    state.store.make_reset(actor, user, hash).await?;
    tracing::info!(%user, %actor, "a link to set a password is made");
    let link = json!({ "path": format!("/reset/{token}") });
    Ok((StatusCode::CREATED, axum::Json(link)))
}

/// Sets a new password by such a link, and signs the person in: here alone.
pub(crate) async fn redeem(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    device: Device,
    Path(token): Path<String>,
    Json(form): Json<NewPassword>,
) -> Result<impl IntoResponse, ApiError> {
    state.rate_limits.attempt(address)?;
    let token = token::hash(&token);
    // Before the work of hashing; the store looks again when it sets the password.
    if !state.store.has_reset(token).await? {
        return Err(ApiError::NotFound);
    }
    let password = field::password(form.password)?;
    let session = token::session();
    let reset = Reset {
        token,
        password_hash: state.passwords.hash(password).await?,
        session: token::hash(&session),
    };
    let user = state.store.reset_password(reset).await?;
    tracing::info!(user = %user.id, "a password is set by a link");
    let jar = auth::let_in(&state, device, user.id, session).await;
    Ok((StatusCode::CREATED, jar, axum::Json(user)))
}
