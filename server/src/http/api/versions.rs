//! Earlier versions of a message.

use super::{page::VersionQuery, prelude::*};
use protocol::VersionPage;

/// Handles the `GET /api/rooms/{room}/messages/{message}/versions` route. Lists a page of earlier texts, newest first,
/// for the message's author and administrators.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    target: Target,
    Query(query): Query<VersionQuery>,
) -> Result<Json<VersionPage>, ApiError> {
    let user = signed_in.user.id;
    let page = state.store.versions(user, target, query.before).await?;
    Ok(Json(page))
}
