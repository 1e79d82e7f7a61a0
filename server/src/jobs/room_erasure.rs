//! Erases what was in deleted rooms, for as long as the server runs.

use crate::{app_state::AppState, store::StoreError};
use std::time::Duration;
use tokio::time::sleep;

/// How long it waits while the database cannot save.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Erases deleted rooms one after the other, beginning with what an earlier run of the server left.
pub(crate) async fn erase_deleted_rooms(state: AppState) -> Result<(), StoreError> {
    loop {
        let failed = match state.store.erase_deleted_room().await {
            Ok(true) => continue,
            Ok(false) => false,
            Err(StoreError::CannotSave | StoreError::Busy) => true,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = state.room_deleted.notified(), if !failed => {}
            () = sleep(TRY_AGAIN), if failed => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
