//! `GET /ws`: the handshake of the WebSocket.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, client_address::ClientAddress, error::ApiError},
    live::{
        connection::{Connection, turn_away},
        transport::Transport,
    },
};
use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use locale::{Language, text};
use protocol::{SUBPROTOCOL, limits};

/// Frames up to here are read to their end and refused with a close frame that arrives; larger ones are cut off. Four
/// of the largest that are allowed.
const FRAME_CUTOFF: usize = 4 * limits::FRAME_BYTES;
const READ_BUFFER: usize = 8 * 1024;
/// Enough for a small frame in one write.
const WRITE_BUFFER: usize = 8 * 1024;
/// Larger than the largest frame that is ever sent: a page of text with every character escaped.
const WRITE_BUFFER_MAX: usize = 16 * 1024 * 1024;

/// Opens a connection for the signed-in person. The origin was checked before, as for every request that changes state.
pub(crate) async fn open(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|rejection| fault(&rejection))?;
    if !has_key(&headers) {
        return Err(ApiError::Malformed(text().problem_websocket_key().into()));
    }
    if state.stopping.is_cancelled() {
        return Err(ApiError::ShuttingDown);
    }
    let slot = state.allowances.claim_slot(signed_in.user.id, address);
    let sockets = state.sockets.clone();
    // The task of the connection does not inherit it.
    let language = Language::current();
    let response = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(FRAME_CUTOFF)
        .max_frame_size(FRAME_CUTOFF)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(WRITE_BUFFER_MAX)
        .on_upgrade(move |socket| {
            sockets.track_future(language.scope(async move {
                let transport = Transport::WebSocket(Box::new(socket));
                let (user, token) = (signed_in.user.id, signed_in.token);
                // A browser does not show the status of a failed handshake, but it shows a close code.
                match slot {
                    Some(slot) => {
                        let connection = Connection::new(transport, &state, slot, user, token);
                        connection.run().await;
                    }
                    None => turn_away(transport, &state.tuning).await,
                }
            }))
        });
    Ok(response)
}

/// Converts the rejection of a handshake. A client of another protocol or version is told what is expected.
fn fault(rejection: &WebSocketUpgradeRejection) -> ApiError {
    use WebSocketUpgradeRejection::{
        InvalidConnectionHeader, InvalidUpgradeHeader, InvalidWebSocketVersionHeader,
    };
    match rejection {
        InvalidConnectionHeader(_) | InvalidUpgradeHeader(_) | InvalidWebSocketVersionHeader(_) => {
            ApiError::UpgradeRequired
        }
        _ => ApiError::Malformed(text().problem_websocket().into()),
    }
}

/// Returns whether the handshake has a key of 16 bytes, which axum does not check.
fn has_key(headers: &HeaderMap) -> bool {
    let key = headers.get(header::SEC_WEBSOCKET_KEY);
    key.and_then(|key| STANDARD.decode(key).ok())
        .is_some_and(|key| key.len() == 16)
}
