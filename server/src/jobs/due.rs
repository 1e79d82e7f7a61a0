//! Performs planned actions when they are due: sends scheduled messages, shows reminders and ends statuses.

use super::RETRY;
use crate::{app_state::AppState, store::StoreError};
use chrono::Utc;
use std::time::Duration;
use tokio::time::sleep;

/// The longest pause, however far away the next time is: the clock may be set.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Performs due actions until the server stops, including those that became due while no server ran.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    loop {
        let pause = match state.store.do_due(state.hub.active()).await {
            Ok(None) => LONGEST_PAUSE,
            Ok(Some(next)) => {
                let wait = next.millis() - Utc::now().timestamp_millis();
                Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(LONGEST_PAUSE)
            }
            Err(StoreError::CannotSave | StoreError::Busy) => RETRY,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.planned.notified() => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
