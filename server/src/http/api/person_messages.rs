//! All messages of one person.

use super::{prelude::*, uninterrupted::uninterrupted};
use protocol::UserId;

/// Handles the `DELETE /api/people/{user}/messages` route. Deletes everything that a banned person has written.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    let actor = signed_in.user.id;
    uninterrupted(async move { state.store.delete_all_of(actor, user).await }).await?;
    tracing::info!(%user, %actor, "all messages of a person are deleted");
    Ok(StatusCode::NO_CONTENT)
}
