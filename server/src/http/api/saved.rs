//! Messages that a person has saved.

use super::{page::ListQuery, prelude::*};
use protocol::{Message, MessageId};

/// Handles the `GET /api/saved` route. Lists a page of saved messages, the last saved first. The page after the last one
/// is empty.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(page): Query<ListQuery>,
) -> Result<Json<Vec<Message>>, ApiError> {
    let user = signed_in.user.id;
    Ok(Json(state.store.saved(user, page.after).await?))
}

/// Handles the `PUT` and `DELETE /api/messages/{message}/saved` routes.
pub(crate) async fn set(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Switch(on): Switch,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.save(signed_in.user.id, message, on).await?;
    Ok(StatusCode::NO_CONTENT)
}
