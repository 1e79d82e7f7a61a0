use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path};
use app::model::UserId;
use axum::{extract::State, http::StatusCode};

/// Shuts a person out of the workspace.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.ban(actor, user).await?;
    tracing::info!(%user, %actor, "a person is banned");
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a person in again.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.lift_ban(actor, user).await?;
    tracing::info!(%user, %actor, "a ban is lifted");
    Ok(StatusCode::NO_CONTENT)
}
