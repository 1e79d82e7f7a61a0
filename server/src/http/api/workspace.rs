//! The workspace and its settings.

use super::{field, prelude::*};
use locale::text;
use protocol::{Role, Workspace, limits, request::WorkspaceChanges};

/// Handles the `GET /api/workspace` route. Only administrators get the invitation code and the size of all files.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Workspace>, ApiError> {
    let mut workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    workspace.mail = state.mailer.is_some();
    if signed_in.user.role != Role::Administrator {
        workspace.join_code = None;
        workspace.used_mb = None;
    }
    Ok(Json(workspace))
}

/// Handles the `PATCH /api/workspace` route, for administrators.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<WorkspaceChanges>,
) -> Result<StatusCode, ApiError> {
    let name = form
        .name
        .map(|name| field::name(text().field_workspace_name(), &name));
    field::megabytes(
        text().field_file_limit(),
        form.file_limit_mb,
        limits::FILE_LIMIT_MB,
    )?;
    for quota in [form.person_quota_mb, form.total_quota_mb] {
        field::megabytes(text().field_storage(), quota, limits::QUOTA_MB)?;
    }
    let changes = WorkspaceChanges {
        name: name.transpose()?,
        ..form
    };
    let actor = signed_in.user.id;
    state.store.change_workspace(actor, changes).await?;
    tracing::info!(%actor, "the workspace's settings are changed");
    Ok(StatusCode::NO_CONTENT)
}
