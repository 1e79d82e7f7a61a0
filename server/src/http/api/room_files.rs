//! The list of a room's files.

use super::prelude::*;
use crate::store::FileFilter;
use protocol::{FileKind, RoomFilePage, RoomId};
use serde::Deserialize;

/// Page of a room's files, and which of them it shows.
#[derive(Deserialize)]
pub(crate) struct RoomFilesQuery {
    /// The `seq` of the last message of the previous page. `None` for the first page.
    before: Option<u64>,
    kind: Option<FileKind>,
    /// A part of the file's name.
    #[serde(default)]
    name: String,
}

/// Handles the `GET /api/rooms/{room}/files` route. Lists the files of the room's messages, the newest message first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(query): Query<RoomFilesQuery>,
) -> Result<Json<RoomFilePage>, ApiError> {
    let filter = FileFilter {
        before: query.before,
        kind: query.kind,
        name: query.name,
    };
    let page = state.store.room_files(signed_in.user.id, room, filter);
    Ok(Json(page.await?))
}
