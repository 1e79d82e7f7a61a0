//! Closes a connection in a bounded time.

use super::ending::Ending;
use crate::{live::transport::Transport, tuning::Tuning};
use tokio::time::timeout;

/// Closes a connection that was refused a slot, so that the client learns why and comes back later.
pub(crate) async fn turn_away(mut transport: Transport, tuning: &Tuning) {
    close(&mut transport, Ending::Crowded, tuning).await;
}

/// Tells the client why the connection ends.
pub(super) async fn close(transport: &mut Transport, ending: Ending, tuning: &Tuning) {
    if let Some((code, reason)) = ending.close() {
        let _ = timeout(tuning.farewell, transport.close(code, reason)).await;
    }
    // A socket that is closed with unread bytes is reset, and the close frame is lost with it.
    let _ = timeout(tuning.farewell, transport.drain()).await;
}
