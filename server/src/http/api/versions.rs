use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Path, Query},
    },
    store::Target,
};
use axum::{Json, extract::State};
use protocol::{MessageId, RoomId, VersionPage};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The number of a version: the page begins with the one before it. Else it begins with the newest.
    before: Option<u64>,
}

/// A page of the earlier texts of a message, newest first, for its author and administrators.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, message)): Path<(RoomId, MessageId)>,
    Query(asked): Query<Asked>,
) -> Result<Json<VersionPage>, ApiError> {
    let room = Some(room);
    let target = Target { message, room };
    let user = signed_in.user.id;
    let page = state.store.versions(user, target, asked.before).await?;
    Ok(Json(page))
}
