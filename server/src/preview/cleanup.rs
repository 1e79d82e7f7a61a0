//! Deletes pages and pictures that nothing refers to any more.

use super::{PAGE_LASTS, Pictures, ago};
use crate::store::{Store, StoreError};
use std::time::Duration;
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Cleans up every hour until the server stops. Runs also while previews are off, since people have pictures too.
///
/// # Errors
/// If the store fails for good.
pub(crate) async fn keep_clean(
    store: Store,
    pictures: Pictures,
    stopping: CancellationToken,
) -> Result<(), StoreError> {
    let mut ticks = interval(EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => match clean(&store, &pictures).await {
                Ok(()) | Err(StoreError::CannotSave | StoreError::Busy) => {}
                Err(error) => return Err(error),
            },
            () = stopping.cancelled() => return Ok(()),
        }
    }
}

async fn clean(store: &Store, pictures: &Pictures) -> Result<(), StoreError> {
    store.forget_pages(ago(PAGE_LASTS)).await?;
    let in_use = store.pictures_in_use().await?;
    match pictures.sweep(&in_use).await {
        Ok(pictures) => tracing::debug!(pictures, "unused pictures are deleted"),
        Err(error) => tracing::warn!(%error, "unused pictures could not be deleted"),
    }
    Ok(())
}
