use crate::{
    app_state::AppState,
    auth::SignedIn,
    error::ApiError,
    extract::{Json, Path},
};
use app::model::{Role, RoomId, UserId};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct NewRole {
    role: Role,
    /// The open rooms that one who becomes a guest stays in.
    #[serde(default)]
    keep: Vec<RoomId>,
}

/// Makes a person an administrator, a member or a guest, from now on.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    Json(NewRole { role, keep }): Json<NewRole>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.set_role(actor, user, role, keep).await?;
    tracing::info!(%user, %actor, ?role, "a person's role is set");
    Ok(StatusCode::NO_CONTENT)
}
