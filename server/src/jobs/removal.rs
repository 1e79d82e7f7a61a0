//! Removes uploads that were never sent, and content that no file refers to any more.

use crate::{app_state::AppState, files::FileHash, store::StoreError};
use chrono::{TimeDelta, Utc};
use protocol::Timestamp;
use std::{convert::Infallible, error::Error, sync::Arc, time::Duration};
use tokio::{
    sync::{
        Mutex,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    time::{Instant, interval_at},
};

/// How long an upload may remain unsent. Its message may be in the outbox of a person without a network.
const UNSENT: TimeDelta = TimeDelta::days(7);
/// As [`UNSENT`], while space is short.
const UNSENT_WHILE_SHORT: TimeDelta = TimeDelta::days(1);
/// How often unsent uploads are checked.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Contents that a deleted file had. Bounded by the number of deleted files.
pub(crate) type Freed = UnboundedReceiver<FileHash>;

/// Returns the channel by which the store reports freed content.
pub(crate) fn channel() -> (UnboundedSender<FileHash>, Freed) {
    unbounded_channel()
}

/// Removes content until the server stops, starting with what an earlier run left behind. Tasks that share `freed` run one
/// at a time.
pub(super) async fn run(state: AppState, freed: Arc<Mutex<Freed>>) -> Result<(), Infallible> {
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
                    tracing::warn!(%error, "orphaned content could not be looked for");
                }
            }
            _ = hourly.tick() => match drop_unsent(&state).await {
                Ok(()) | Err(StoreError::Closed) => {}
                Err(error) => tracing::warn!(%error, "unsent uploads could not be removed"),
            },
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

async fn drop_unsent(state: &AppState) -> Result<(), StoreError> {
    let time = if is_short(state).await? {
        UNSENT_WHILE_SHORT
    } else {
        UNSENT
    };
    let oldest = Timestamp((Utc::now() - time).timestamp_millis());
    state.store.drop_unsent(oldest).await
}

/// Returns whether space is short: on the disk, or if nine tenths of the workspace's quota are used.
async fn is_short(state: &AppState) -> Result<bool, StoreError> {
    let disk = state.files.space().is_short().await;
    let disk = disk.unwrap_or_else(|error| {
        tracing::warn!(%error, "the free space of the disk is unknown");
        false
    });
    let quota = state.store.workspace().await?.is_some_and(|workspace| {
        let used = workspace.used_mb.unwrap_or_default();
        used.saturating_mul(10) >= workspace.total_quota_mb.saturating_mul(9)
    });
    Ok(disk || quota)
}

async fn remove_orphans(state: &AppState) -> Result<(), Box<dyn Error + Send + Sync>> {
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
    let used = async {
        let used = state.store.has_content(content).await?;
        Ok::<_, Box<dyn Error + Send + Sync>>(used)
    };
    if let Err(error) = state.files.remove_unless(content, used).await {
        tracing::warn!(%error, "the content of a file could not be removed");
    }
}
