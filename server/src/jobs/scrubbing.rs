//! Overwrites what deleted words leave in the database's file.

use super::RETRY;
use crate::{app_state::AppState, store::StoreError};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The least pause between two rounds. Deletions that come together share one.
const PAUSE: Duration = Duration::from_millis(200);
/// The pause is this many times as long as the round before it, so that a large index is not written again all the time.
const REST: u32 = 30;

/// Scrubs after each deletion or edit until the server stops, beginning with what an earlier run left.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    loop {
        let begun = Instant::now();
        let pause = match state.store.scrub_index().await {
            Ok(true) => Some(PAUSE.max(begun.elapsed() * REST)),
            Ok(false) => None,
            Err(StoreError::CannotSave | StoreError::Busy) => Some(RETRY),
            Err(StoreError::Closed) => return Ok(()),
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = state.unindexed.notified(), if pause.is_none() => {}
            () = sleep(pause.unwrap_or_default()), if pause.is_some() => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
