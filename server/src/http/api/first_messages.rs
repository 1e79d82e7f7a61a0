//! The first message of a room since a moment.

use super::prelude::*;
use protocol::{FirstMessage, RoomId, Timestamp};
use serde::Deserialize;

/// The moment from which on a message is looked for.
#[derive(Deserialize)]
pub(crate) struct SinceQuery {
    since: Timestamp,
}

/// Handles the `GET /api/rooms/{room}/first-message` route. Answers with the place of the first message since a moment.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(query): Query<SinceQuery>,
) -> Result<Json<FirstMessage>, ApiError> {
    let user = signed_in.user.id;
    let seq = state.store.first_message(user, room, query.since).await?;
    Ok(Json(FirstMessage { seq }))
}
