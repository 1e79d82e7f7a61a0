//! Deletes fetched pages that are too old, and pictures that nothing shows any more.

use crate::{app_state::AppState, preview, store::StoreError};
use std::time::Duration;
use tokio::time::interval;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Cleans up at the start and every hour, until the server stops. Runs also without link previews: people have pictures in
/// the same folder.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let mut ticks = interval(EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => match clean_up(&state).await {
                Ok(()) | Err(StoreError::CannotSave | StoreError::Busy) => {}
                Err(error) => return Err(error),
            },
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

async fn clean_up(state: &AppState) -> Result<(), StoreError> {
    let oldest = preview::oldest_page();
    state.store.forget_pages(oldest).await?;
    let in_use = state.store.pictures_in_use().await?;
    match state.pictures.sweep(&in_use).await {
        Ok(pictures) => tracing::debug!(pictures, "unused pictures are deleted"),
        Err(error) => tracing::warn!(%error, "unused pictures could not be deleted"),
    }
    Ok(())
}
