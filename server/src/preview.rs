//! Link previews: title, text and a small picture of pages that messages link to, fetched and stored by the server.
//!
//! message committed → [`PreviewQueue`] → [`run`] → fair queue → guard → fetch → page, picture → store → room stream
//!
//! Nothing waits for a preview. A message whose links could not be fetched, because there were too many or because the
//! server stopped meanwhile, has no previews.

mod encoding;
mod fair_queue;
mod fetch;
mod links;
mod page;
mod pictures;
mod previewer;
mod queue;
mod thumbnail;

pub(crate) use links::links;
pub(crate) use pictures::Pictures;
pub(crate) use previewer::Previewer;
pub(crate) use queue::{PreviewRequest, queue};
pub(crate) use thumbnail::{EmojiPicture, Portrait};

use crate::store::StoreError;
use chrono::{TimeDelta, Utc};
use fair_queue::FairQueue;
use protocol::Timestamp;
use queue::log_skipped;
use std::{collections::HashMap, convert::Infallible, sync::Arc};
use tokio::{
    sync::{Mutex, mpsc},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// The most messages whose links are fetched at once. The links of one message are fetched together.
const MESSAGES: usize = 16;
/// How long a page is not fetched again.
const PAGE_LASTS: TimeDelta = TimeDelta::days(1);

/// Makes the requested previews until the server stops. Each person has a share, so that pages that never answer delay
/// only those who sent them. One task at a time serves the same `requests`.
pub(crate) async fn run(
    previewer: Previewer,
    requests: Arc<Mutex<mpsc::Receiver<PreviewRequest>>>,
    stopping: CancellationToken,
) -> Result<(), Infallible> {
    let mut requests = requests.lock().await;
    let mut line = FairQueue::default();
    let mut tasks = JoinSet::new();
    let mut authors = HashMap::new();
    loop {
        while tasks.len() < MESSAGES
            && let Some((author, linked)) = line.next()
        {
            let previewer = previewer.clone();
            let task = tasks.spawn(async move { log(previewer.preview(linked).await) });
            authors.insert(task.id(), author);
        }
        tokio::select! {
            request = requests.recv() => {
                let Some(request) = request else { return Ok(()) };
                if let Some(linked) = request.read()
                    && let Err(linked) = line.push(linked.author, linked)
                {
                    log_skipped(linked.message);
                }
            }
            Some(done) = tasks.join_next_with_id(), if !tasks.is_empty() => {
                let task = match done {
                    Ok((task, ())) => task,
                    Err(error) => {
                        tracing::error!(%error, "a preview task failed");
                        error.id()
                    }
                };
                if let Some(author) = authors.remove(&task) {
                    line.done(author);
                }
            }
            () = stopping.cancelled() => return Ok(()),
        }
    }
}

/// Returns the time before which a page was fetched too long ago to be kept.
pub(crate) fn oldest_page() -> Timestamp {
    ago(PAGE_LASTS)
}

fn log(done: Result<(), StoreError>) {
    match done {
        Ok(()) | Err(StoreError::Closed) => {}
        Err(error) => tracing::warn!(%error, "previews could not be stored"),
    }
}

/// Returns the time that was so long ago.
fn ago(time: TimeDelta) -> Timestamp {
    Timestamp((Utc::now() - time).timestamp_millis())
}
