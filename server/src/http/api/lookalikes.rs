//! Names that look alike.

use super::prelude::*;
use protocol::UserId;

/// Handles the `GET /api/people/{user}/lookalikes` route. Lists other people's names that look like this person's.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<Json<Vec<String>>, ApiError> {
    let names = state.store.lookalikes(signed_in.user.id, user).await?;
    Ok(Json(names))
}
