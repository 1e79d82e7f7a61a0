//! Takes away what was uploaded and is nobody's: uploads that were not sent, and content that no file has any more.

use crate::{app_state::AppState, files::FileHash, http::error::ApiError, store::StoreError};
use chrono::{TimeDelta, Utc};
use protocol::Timestamp;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{
    sync::{
        Mutex,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    time::{Instant, interval_at},
};

/// How long an upload waits to be sent: it may be attached to a message in the outbox of somebody without a network.
const UNSENT: TimeDelta = TimeDelta::days(7);
/// As [`UNSENT`], while space on the disk is short.
const UNSENT_WHERE_SHORT: TimeDelta = TimeDelta::days(1);
/// How often it is looked for those that have waited too long.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Contents that one file less has. There are no more of them than files that were deleted.
pub(crate) type Freed = UnboundedReceiver<FileHash>;

/// Where the store tells of them.
pub(crate) fn channel() -> (UnboundedSender<FileHash>, Freed) {
    unbounded_channel()
}

/// Removes until the server stops, beginning with what was left behind before it started. Of those that share `freed`, one
/// runs at a time.
pub(crate) async fn remove_unused(
    state: AppState,
    freed: Arc<Mutex<Freed>>,
) -> Result<(), Infallible> {
    let mut freed = freed.lock().await;
    let mut hourly = interval_at(Instant::now(), EVERY);
    let mut orphans = interval_at(Instant::now(), state.tuning.orphans_every);
    loop {
        tokio::select! {
            content = freed.recv() => match content {
                Some(content) => remove(&state, content).await,
                None => return Ok(()),
            },
            _ = orphans.tick() => {
                if let Err(error) = remove_orphans(&state).await {
                    tracing::warn!(%error, "what is nobody's could not be looked for");
                }
            }
            _ = hourly.tick() => match drop_unsent(&state).await {
                Ok(()) | Err(StoreError::Closed) => {}
                Err(error) => tracing::warn!(%error, "uploads that were not sent could not be removed"),
            },
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

async fn drop_unsent(state: &AppState) -> Result<(), StoreError> {
    let time = if is_short(state).await? {
        UNSENT_WHERE_SHORT
    } else {
        UNSENT
    };
    let oldest = Timestamp((Utc::now() - time).timestamp_millis());
    state.store.drop_unsent(oldest).await
}

/// Returns whether space is short: on the disk, or of the workspace's quota, of which nine tenths are used.
async fn is_short(state: &AppState) -> Result<bool, StoreError> {
    let disk = state.files.space().is_short().await;
    let disk = disk.unwrap_or_else(|error| {
        tracing::warn!(%error, "how much space is free is not known");
        false
    });
    let quota = state.store.workspace().await?.is_some_and(|workspace| {
        let used = workspace.used_mb.unwrap_or_default();
        used.saturating_mul(10) >= workspace.total_quota_mb.saturating_mul(9)
    });
    Ok(disk || quota)
}

async fn remove_orphans(state: &AppState) -> Result<(), ApiError> {
    let old = state.files.old_content().await?;
    for content in old {
        if !state.store.has_content(content).await? {
            remove(state, content).await;
        }
    }
    Ok(())
}

/// Removes content unless a file has it.
pub(crate) async fn remove(state: &AppState, content: FileHash) {
    let used = async { Ok::<_, ApiError>(state.store.has_content(content).await?) };
    if let Err(error) = state.files.remove_unless(content, used).await {
        tracing::warn!(%error, "the content of a file could not be removed");
    }
}
