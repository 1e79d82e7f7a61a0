//! Messages that mention a person.

use super::{page::LimitedListQuery, prelude::*};
use protocol::MentionPage;

/// Handles the `GET /api/mentions` route. Lists the messages that mention the person, the newest first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LimitedListQuery>,
) -> Result<Json<MentionPage>, ApiError> {
    let user = signed_in.user.id;
    let page = state.store.mentions(user, query.after, query.limit());
    Ok(Json(page.await?))
}
