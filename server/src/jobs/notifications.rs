//! Notifies people of new messages.

use super::RETRY;
use crate::{app_state::AppState, notify::Notifier, store::StoreError};
use tokio::time::sleep;

/// Handles new messages until the server stops, beginning with those that an earlier run left.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let mut notifier = Notifier::resume(state.clone()).await?;
    loop {
        let failed = match notifier.handle().await {
            Ok(true) => continue,
            Ok(false) => false,
            Err(StoreError::CannotSave | StoreError::Busy) => true,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = state.messages_stored.notified(), if !failed => {}
            () = sleep(RETRY), if failed => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}
