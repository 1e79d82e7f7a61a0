use super::field;
use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Json},
    store::WorkspaceChanges,
    token,
};
use axum::{extract::State, http::StatusCode};
use protocol::{Role, Workspace, limits};
use serde::Deserialize;
use serde_json::{Value, json};

/// The workspace. Its invitation code and what its files take are for administrators.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Workspace>, ApiError> {
    let mut workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    if signed_in.user.role != Role::Administrator {
        workspace.join_code = None;
        workspace.used_mb = None;
    }
    Ok(axum::Json(workspace))
}

/// What is to be different; what is left out stays.
#[derive(Deserialize)]
pub(crate) struct Changes {
    name: Option<String>,
    link_previews: Option<bool>,
    file_limit_mb: Option<u64>,
    person_quota_mb: Option<u64>,
    total_quota_mb: Option<u64>,
}

/// Changes the workspace's settings, for administrators.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Changes>,
) -> Result<StatusCode, ApiError> {
    let name = form
        .name
        .map(|name| field::name("The workspace name", &name));
    let most = limits::FILE_LIMIT_MB;
    if form
        .file_limit_mb
        .is_some_and(|limit| !(1..=most).contains(&limit))
    {
        let detail = format!("The limit of a file is from 1 to {most} MB.");
        return Err(ApiError::Invalid(detail));
    }
    let most = limits::QUOTA_MB;
    for quota in [form.person_quota_mb, form.total_quota_mb] {
        if quota.is_some_and(|quota| !(1..=most).contains(&quota)) {
            let detail = format!("What files may take together is from 1 to {most} MB.");
            return Err(ApiError::Invalid(detail));
        }
    }
    let changes = WorkspaceChanges {
        name: name.transpose()?,
        link_previews: form.link_previews,
        file_limit_mb: form.file_limit_mb,
        person_quota_mb: form.person_quota_mb,
        total_quota_mb: form.total_quota_mb,
    };
    let actor = signed_in.user.id;
    state.store.change_workspace(actor, changes).await?;
    tracing::info!(%actor, "the workspace's settings are changed");
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
