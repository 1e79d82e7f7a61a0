//! Reactions to a message.

use super::prelude::*;

/// Handles the `PUT /api/rooms/{room}/messages/{message}/reactions/{emoji}` route.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    target: Target,
    Path(ReactionPath { emoji }): Path<ReactionPath>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.react(user, target, &emoji, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/rooms/{room}/messages/{message}/reactions/{emoji}` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    target: Target,
    Path(ReactionPath { emoji }): Path<ReactionPath>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.react(user, target, &emoji, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(serde::Deserialize)]
pub(crate) struct ReactionPath {
    emoji: String,
}
