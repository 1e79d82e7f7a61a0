//! Scheduled messages that are sent before their time.

use super::prelude::*;
use protocol::{ClientId, Message};

/// Handles the `POST /api/scheduled/{message}/send` route. Sends a scheduled message now.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
) -> Result<Json<Message>, ApiError> {
    let user = signed_in.user.id;
    let active = state.hub.active();
    let sent = state.store.send_scheduled(user, message, active).await?;
    Ok(Json(sent))
}
