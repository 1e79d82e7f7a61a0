use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path, store::Target};
use app::model::{MessageId, MessageVersion, RoomId};
use axum::{Json, extract::State};

/// The earlier texts of a message, newest first, for its author and administrators.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, message)): Path<(RoomId, MessageId)>,
) -> Result<Json<Vec<MessageVersion>>, ApiError> {
    let room = Some(room);
    let target = Target { message, room };
    let user = signed_in.user.id;
    Ok(Json(state.store.versions(user, target).await?))
}
