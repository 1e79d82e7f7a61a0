//! Messages that are pinned to their room.

use super::{page::ListQuery, prelude::*};
use protocol::{Message, MessageId, RoomId};

/// Handles the `GET /api/rooms/{room}/pins` route. Lists a page of pinned messages, the last pinned first. The page after
/// the last one is empty.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(page): Query<ListQuery>,
) -> Result<Json<Vec<Message>>, ApiError> {
    let user = signed_in.user.id;
    Ok(Json(state.store.pins(user, room, page.after).await?))
}

/// Handles the `PUT` and `DELETE /api/messages/{message}/pin` routes.
pub(crate) async fn set(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Switch(on): Switch,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.pin(signed_in.user.id, message, on).await?;
    Ok(StatusCode::NO_CONTENT)
}
