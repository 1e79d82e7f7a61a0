use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path},
    store::Target,
};
use axum::{extract::State, http::StatusCode};
use protocol::{MessageId, RoomId};

/// The message and the emoji that the path names.
type Named = (RoomId, MessageId, String);

/// Sets one's own reaction to a message.
pub(crate) async fn add(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(named): Path<Named>,
) -> Result<StatusCode, ApiError> {
    react(&state, &signed_in, named, true).await
}

/// Takes one's own reaction away.
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(named): Path<Named>,
) -> Result<StatusCode, ApiError> {
    react(&state, &signed_in, named, false).await
}

async fn react(
    state: &AppState,
    signed_in: &SignedIn,
    (room, message, emoji): Named,
    on: bool,
) -> Result<StatusCode, ApiError> {
    let room = Some(room);
    let target = Target { message, room };
    let user = signed_in.user.id;
    state.store.react(user, target, &emoji, on).await?;
    Ok(StatusCode::NO_CONTENT)
}
