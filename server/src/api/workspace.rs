use super::field;
use crate::{
    app_state::AppState, auth::SignedIn, error::ApiError, extract, store::WorkspaceChanges, token,
};
use app::model::{Role, Workspace, limits};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
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

/// What is to be different; what is left out stays.
#[derive(Deserialize)]
pub(crate) struct Changes {
    name: Option<String>,
    link_previews: Option<bool>,
    file_limit_mb: Option<u64>,
}

/// Changes the workspace's settings, for administrators.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    extract::Json(form): extract::Json<Changes>,
) -> Result<StatusCode, ApiError> {
    let name = form
        .name
        .map(|name| field::name("The workspace name", &name));
    let changes = WorkspaceChanges {
        name: name.transpose()?,
        link_previews: form.link_previews,
    };
    let actor = signed_in.user.id;
    let most = limits::FILE_LIMIT_MB;
    if form
        .file_limit_mb
        .is_some_and(|megabytes| !(1..=most).contains(&megabytes))
    {
        let detail = format!("The limit of a file is from 1 to {most} MB.");
        return Err(ApiError::Invalid(detail));
    }
    state.store.change_workspace(actor, changes).await?;
    if let Some(megabytes) = form.file_limit_mb {
        state.store.set_file_limit(actor, megabytes).await?;
    }
    tracing::info!(%actor, "the workspace's settings are changed");
    Ok(StatusCode::NO_CONTENT)
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
