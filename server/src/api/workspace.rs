use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Json, token};
use app::model::{Role, Workspace, limits};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

/// The workspace; its invitation code is for administrators.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Workspace>, ApiError> {
    let mut workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    if signed_in.user.role != Role::Administrator {
        workspace.join_code = None;
    }
    Ok(axum::Json(workspace))
}

#[derive(Deserialize)]
pub(crate) struct Settings {
    file_limit_mb: Option<u64>,
}

/// Changes the workspace's settings; one that is not there stays as it is.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Settings>,
) -> Result<StatusCode, ApiError> {
    if let Some(megabytes) = form.file_limit_mb {
        let most = limits::FILE_LIMIT_MB;
        if !(1..=most).contains(&megabytes) {
            let detail = format!("The limit of a file is from 1 to {most} MB.");
            return Err(ApiError::Invalid(detail));
        }
        let actor = signed_in.user.id;
        state.store.set_file_limit(actor, megabytes).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces the invitation code: the links given out before no longer work.
pub(crate) async fn rotate_join_code(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Value>, ApiError> {
    let code = token::join_code();
    state
        .store
        .rotate_join_code(signed_in.user.id, code.clone())
        .await?;
    Ok(axum::Json(json!({ "join_code": code })))
}
