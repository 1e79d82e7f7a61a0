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

/// Handles the `PUT /api/messages/{message}/saved` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.save(signed_in.user.id, message, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/messages/{message}/saved` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.store.save(signed_in.user.id, message, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
