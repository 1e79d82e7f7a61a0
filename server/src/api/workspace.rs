use crate::{app_state::AppState, auth::SignedIn, error::ApiError, token};
use app::model::{Role, Workspace};
use axum::{Json, extract::State};
use serde_json::{Value, json};

/// The workspace; its invitation code is for administrators.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Workspace>, ApiError> {
    let mut workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    if signed_in.user.role != Role::Administrator {
        workspace.join_code = None;
    }
    Ok(Json(workspace))
}

/// Replaces the invitation code: the links given out before no longer work.
pub(crate) async fn rotate_join_code(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Value>, ApiError> {
    let code = token::join_code();
    state
        .store
        .rotate_join_code(signed_in.user.id, code.clone())
        .await?;
    Ok(Json(json!({ "join_code": code })))
}
