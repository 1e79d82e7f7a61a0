use crate::{
    app_state::AppState,
    auth::SignedIn,
    error::ApiError,
    extract::{Json, Path},
};
use app::model::{Role, UserId};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct NewRole {
    role: Role,
}

/// Makes a person an administrator or a member, from now on.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
    Json(NewRole { role }): Json<NewRole>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    state.store.set_role(actor, user, role).await?;
    tracing::info!(%user, %actor, ?role, "a person's role is set");
    Ok(StatusCode::NO_CONTENT)
}
