use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
    token,
};
use axum::{extract::State, http::StatusCode};
use protocol::UserId;
use serde::Deserialize;

/// What goes with the request to shut a person out; all of it may be left out.
#[derive(Deserialize)]
pub(crate) struct Expulsion {
    /// Whether the invitation link that they know ends.
    #[serde(default = "yes")]
    rotate_join_code: bool,
}

/// The default of what is done unless it is refused.
pub(super) fn yes() -> bool {
    true
}

/// Returns the code to put in place of the invitation code, if it is to change.
pub(super) fn new_join_code(form: Option<Json<Expulsion>>) -> Option<String> {
    form.is_none_or(|Json(form)| form.rotate_join_code)
        .then(token::join_code)
}

/// Shuts a person out of the workspace.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    form: Option<Json<Expulsion>>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    let join_code = new_join_code(form);
    state.store.ban(actor, user, join_code).await?;
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
