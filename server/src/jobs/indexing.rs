//! Adds the messages of an existing database to the index, while people chat.

use super::RETRY;
use crate::{app_state::AppState, store::StoreError};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How often progress is logged.
const LOG_EVERY: Duration = Duration::from_secs(10);

/// Indexes messages until none are left, newest first, then waits for the server to stop. Where it was interrupted, it goes on
/// at the next start.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let mut logged: Option<Instant> = None;
    loop {
        let begun = Instant::now();
        let pause = match state.store.index_more().await {
            Ok(Some(progress)) => {
                if logged.is_none_or(|at| at.elapsed() >= LOG_EVERY) {
                    let (left, all) = (progress.left, progress.all);
                    tracing::info!(left, all, "messages are being indexed for search");
                    logged = Some(Instant::now());
                }
                // Others have the writer at least half of the time.
                begun.elapsed()
            }
            Ok(None) => break,
            Err(StoreError::CannotSave | StoreError::Busy) => RETRY,
            Err(StoreError::Closed) => return Ok(()),
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
    if logged.is_some() {
        tracing::info!("all messages are indexed for search");
    }
    state.stopping.cancelled().await;
    Ok(())
}
