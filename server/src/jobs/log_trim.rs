//! Trims old events from the log.

use crate::{app_state::AppState, store::StoreError};
use chrono::{TimeDelta, Utc};
use protocol::Timestamp;
use std::time::Duration;
use tokio::time::sleep;

const EVERY: Duration = Duration::from_secs(60 * 60);
/// The pause after the database could not save.
const RETRY: Duration = Duration::from_secs(60);

/// Removes events older than the configured number of days, at the start and every hour.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let days = TimeDelta::days(state.config.event_days.into());
    loop {
        let oldest = Timestamp((Utc::now() - days).timestamp_millis());
        let pause = match state.store.trim(oldest).await {
            Ok(events) => {
                tracing::debug!(events, "the log is trimmed");
                EVERY
            }
            Err(StoreError::CannotSave | StoreError::Busy) => RETRY,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
