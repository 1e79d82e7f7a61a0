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

/// Deletes all that a person has written who is shut out. It is seen through, whether or not who asked waits for it.
pub(crate) async fn delete_messages(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    let deletion = tokio::spawn(async move { state.store.delete_all_of(actor, user).await });
    deletion
        .await
        .map_err(|error| ApiError::Internal(error.into()))??;
    tracing::info!(%user, %actor, "all that a person has written is deleted");
    Ok(StatusCode::NO_CONTENT)
}
