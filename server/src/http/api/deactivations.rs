use super::bans::{Expulsion, new_join_code};
use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
};
use axum::{extract::State, http::StatusCode};
use protocol::UserId;

/// Deactivates a person who has left.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    form: Option<Json<Expulsion>>,
) -> Result<StatusCode, ApiError> {
    let join_code = new_join_code(form);
    set(state, signed_in.user.id, user, true, join_code).await
}

/// Lets a person come back.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    set(state, signed_in.user.id, user, false, None).await
}

async fn set(
    state: AppState,
    actor: UserId,
    user: UserId,
    deactivated: bool,
    join_code: Option<String>,
) -> Result<StatusCode, ApiError> {
    state
        .store
        .set_deactivated(actor, user, deactivated, join_code)
        .await?;
    tracing::info!(%user, %actor, deactivated, "a person is deactivated or comes back");
    Ok(StatusCode::NO_CONTENT)
}
