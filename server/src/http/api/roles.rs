use super::bans;
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
use protocol::{Role, RoomId, UserId};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct NewRole {
    role: Role,
    /// The open rooms that one who becomes a guest stays in.
    #[serde(default)]
    keep: Vec<RoomId>,
    /// Whether the invitation link that one knows who may do less from now on ends.
    #[serde(default = "bans::yes")]
    rotate_join_code: bool,
}

/// Makes a person an administrator, a member or a guest, from now on.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    Json(form): Json<NewRole>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    let NewRole {
        role,
        keep,
        rotate_join_code,
    } = form;
    let join_code = rotate_join_code.then(token::join_code);
    state
        .store
        .set_role(actor, user, role, keep, join_code)
        .await?;
    tracing::info!(%user, %actor, ?role, "a person's role is set");
    Ok(StatusCode::NO_CONTENT)
}
