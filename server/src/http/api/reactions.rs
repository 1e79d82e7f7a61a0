//! Reactions to a message.

use super::prelude::*;

/// Handles the `PUT` and `DELETE /api/rooms/{room}/messages/{message}/reactions/{emoji}` routes.
pub(crate) async fn set(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Switch(on): Switch,
    target: Target,
    Path(ReactionPath { emoji }): Path<ReactionPath>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.react(user, target, &emoji, on).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(serde::Deserialize)]
pub(crate) struct ReactionPath {
    emoji: String,
}
