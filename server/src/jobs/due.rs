//! Sees to what is to happen at a time, for as long as the server runs.

use crate::{app_state::AppState, store::StoreError};
use chrono::Utc;
use std::time::Duration;
use tokio::time::sleep;

/// How often it is looked what is due, however far away that is: the clock may be set.
const LOOK: Duration = Duration::from_secs(60);
/// When something is tried again that the database could not save.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Does what is due at its time, that too whose time came while no server ran.
pub(crate) async fn keep_time(state: AppState) -> Result<(), StoreError> {
    loop {
        let pause = match state.store.do_due(state.hub.active()).await {
            Ok(None) => LOOK,
            Ok(Some(next)) => {
                let wait = next.millis() - Utc::now().timestamp_millis();
                Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(LOOK)
            }
            Err(StoreError::CannotSave | StoreError::Busy) => TRY_AGAIN,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.planned.notified() => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
