//! `GET /ws`: the handshake of the WebSocket.

use crate::{
    app_state::AppState, auth::SignedIn, connection::Connection, error::ApiError,
    transport::Transport,
};
use app::{model::limits, protocol::SUBPROTOCOL};
use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    response::Response,
};

/// Frames up to here are read to their end and refused with a close frame that arrives; larger ones are cut off. Four
/// of the largest that are allowed.
const FRAME_CUTOFF: usize = 4 * limits::FRAME_BYTES;
const READ_BUFFER: usize = 8 * 1024;
/// Enough to write a small frame in one go.
const WRITE_BUFFER: usize = 8 * 1024;
/// Larger than the largest frame that is ever sent: a page of text with every character escaped.
const WRITE_BUFFER_MAX: usize = 16 * 1024 * 1024;

/// Opens a connection for who is signed in. The origin is checked before, as for every request that changes state.
pub(crate) async fn open(
    State(state): State<AppState>,
    signed_in: SignedIn,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let upgrade =
        upgrade.map_err(|_| ApiError::Invalid("this address speaks WebSocket only".into()))?;
    if state.stopping.is_cancelled() {
        return Err(ApiError::ShuttingDown);
    }
    let sockets = state.sockets.clone();
    let response = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(FRAME_CUTOFF)
        .max_frame_size(FRAME_CUTOFF)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(WRITE_BUFFER_MAX)
        .on_upgrade(move |socket| {
            sockets.track_future(async move {
                let transport = Transport::WebSocket(Box::new(socket));
                Connection::new(transport, &state, signed_in.user.id, signed_in.token)
                    .run()
                    .await;
            })
        });
    Ok(response)
}
