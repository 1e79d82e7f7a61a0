//! Tells people whose presence has changed.

use crate::app_state::AppState;
use std::{convert::Infallible, time::Instant};
use tokio::time::interval;

/// Sends the changes of presence at each tick, until the server stops.
pub(super) async fn run(state: AppState) -> Result<(), Infallible> {
    let mut ticks = interval(state.tuning.presence_every);
    loop {
        tokio::select! {
            _ = ticks.tick() => state.hub.announce_presence(Instant::now()),
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
