//! Erases the content of deleted rooms.

use super::RETRY;
use crate::{app_state::AppState, store::StoreError};
use tokio::time::sleep;

/// Erases deleted rooms one by one until the server stops, beginning with those that an earlier run left.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    loop {
        let failed = match state.store.erase_deleted_room().await {
            Ok(true) => continue,
            Ok(false) => false,
            Err(StoreError::CannotSave | StoreError::Busy) => true,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = state.room_deleted.notified(), if !failed => {}
            () = sleep(RETRY), if failed => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
