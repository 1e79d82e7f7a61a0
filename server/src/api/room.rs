use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path};
use app::model::{RoomDetail, RoomId};
use axum::{Json, extract::State};

/// A room with its members, for one of them.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<Json<RoomDetail>, ApiError> {
    Ok(Json(state.store.room(signed_in.user.id, room).await?))
}
