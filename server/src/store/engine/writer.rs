//! The task that makes all changes. It takes what waits in its queue, commits it in one transaction, answers the callers, then
//! publishes the events. One flush to disk serves many changes.
//!
//! If a transaction fails (a full disk, another process's lock), all its callers are told that their changes were not saved.
//! From then on changes are refused at once, until a write of the writer's own succeeds.

use super::{
    change::{Job, Tx},
    disk::{Disk, Health, is_trouble},
    news::Publish,
};
use crate::store::error::StoreError;
use futures::future::BoxFuture;
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    sync::{
        OwnedSemaphorePermit, Semaphore,
        mpsc::{self, error::TrySendError},
        oneshot,
    },
    time::{Instant, sleep_until},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The most changes in one transaction.
const BATCH: usize = 256;
/// How often a writer that cannot save tries again.
const PROBE_EVERY: Duration = Duration::from_secs(1);
/// How long after the last write the write-ahead log is emptied.
const QUIET: Duration = Duration::from_secs(30);

tokio::task_local! {
    /// The share in which submitted changes count. The server's own changes count in none.
    static SHARE: WriterShare;
}

/// One person's share of the writer's queue, which bounds how many of their changes wait.
#[derive(Clone)]
pub(crate) struct WriterShare(Arc<Semaphore>);

impl WriterShare {
    pub(crate) fn new(most: usize) -> Self {
        Self(Arc::new(Semaphore::new(most)))
    }

    /// Runs `work`, and counts the changes that it submits in this share.
    pub(crate) fn scope<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        SHARE.scope(self.clone(), work)
    }

    /// Runs `work`, and counts the changes that it submits in this share.
    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        SHARE.sync_scope(self.clone(), work)
    }

    /// Takes a place in the current share, if there is one. `Busy` if the share is full.
    fn take() -> Result<Option<OwnedSemaphorePermit>, StoreError> {
        let Ok(share) = SHARE.try_with(|share| Arc::clone(&share.0)) else {
            return Ok(None);
        };
        match share.try_acquire_owned() {
            Ok(place) => Ok(Some(place)),
            Err(_) => Err(StoreError::Busy),
        }
    }
}

/// A place in the writer's queue.
type QueuePermit<'a> = mpsc::Permit<'a, Box<dyn Job>>;

/// A handle to the writer; clones share it.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    closing: CancellationToken,
    task: TaskTracker,
    health: Health,
}

impl Writer {
    pub(crate) fn start(disk: Disk, queue: usize, publish: Publish) -> Self {
        let health = disk.health();
        let (sender, receiver) = mpsc::channel(queue);
        let closing = CancellationToken::new();
        let task = TaskTracker::new();
        task.spawn(run(disk, receiver, closing.clone(), publish));
        task.close();
        Self {
            queue: sender,
            closing,
            task,
            health,
        }
    }

    /// Returns whether changes are refused because the database cannot be written.
    pub(crate) fn is_failing(&self) -> bool {
        self.health.is_failing()
    }

    /// Waits until changes are taken again.
    #[cfg(test)]
    pub(crate) async fn recovered(&self) {
        self.health.recovered().await;
    }

    /// Queues a change at once, so that changes are made in the order of the calls. Yields `Busy` if the queue or the share of
    /// the caller is full.
    pub(crate) fn submit<T, F>(&self, change: F) -> Submitted<T>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
        F: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        match self.reserve() {
            Ok((place, share)) => place.send(Box::new(QueuedChange {
                change: Some(change),
                result: None,
                reply,
                _share: share,
            })),
            Err(refusal) => drop(reply.send(Err(refusal))),
        }
        Submitted(answer)
    }

    /// Reserves a place in the queue, and one in the current share if there is a share.
    fn reserve(&self) -> Result<(QueuePermit<'_>, Option<OwnedSemaphorePermit>), StoreError> {
        let share = WriterShare::take()?;
        match self.queue.try_reserve() {
            Ok(place) => Ok((place, share)),
            Err(TrySendError::Full(())) => Err(StoreError::Busy),
            Err(TrySendError::Closed(())) => Err(StoreError::Closed),
        }
    }

    /// Waits until the writer has ended, by [`Writer::close`] or by a fault.
    pub(crate) async fn ended(&self) {
        self.task.wait().await;
    }

    /// Refuses further changes, and waits until those in the queue are done.
    pub(crate) async fn close(&self) {
        self.closing.cancel();
        self.task.wait().await;
    }
}

/// A change that was handed to the writer. Resolves to its result when it is on disk, or was refused.
pub(crate) struct Submitted<T>(oneshot::Receiver<Result<T, StoreError>>);

impl<T> Future for Submitted<T> {
    type Output = Result<T, StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(answer.unwrap_or(Err(StoreError::Closed)))
    }
}

struct QueuedChange<F, T> {
    change: Option<F>,
    result: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
    /// Released when the change is answered.
    _share: Option<OwnedSemaphorePermit>,
}

impl<F, T> Job for QueuedChange<F, T>
where
    T: Send,
    F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
    F: Send,
{
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<bool, sqlx::Error>> {
        Box::pin(async move {
            let Some(change) = self.change.take() else {
                return Ok(false);
            };
            match change(tx).await {
                Err(StoreError::Database(error)) if is_trouble(&error) => Err(error),
                result => {
                    let stays = result.is_ok();
                    self.result = Some(result);
                    Ok(stays)
                }
            }
        })
    }

    fn answer(self: Box<Self>, committed: bool) {
        let result = self.result.filter(|_| committed);
        let result = result.unwrap_or(Err(StoreError::CannotSave));
        // The caller may be gone; the change stays.
        let _ = self.reply.send(result);
    }
}

async fn run(
    mut disk: Disk,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    closing: CancellationToken,
    mut publish: Publish,
) {
    let health = disk.health();
    let mut probe_at = Instant::now();
    // `None` if nothing was written since.
    let mut quiet_at = None;
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            taken = queue.recv_many(&mut batch, BATCH) => {
                if taken == 0 {
                    break;
                }
            }
            () = closing.cancelled(), if !queue.is_closed() => {
                queue.close();
                continue;
            }
            () = sleep_until(probe_at), if health.is_failing() => {
                disk.probe().await;
                probe_at = Instant::now() + PROBE_EVERY;
                continue;
            }
            () = sleep_until(quiet_at.unwrap_or(probe_at)), if quiet_at.is_some() => {
                disk.checkpoint().await;
                quiet_at = None;
                continue;
            }
        }
        // While the database cannot be written, changes are refused without a try.
        let news = if health.is_failing() {
            None
        } else {
            let news = disk.commit(&mut batch).await;
            probe_at = Instant::now() + PROBE_EVERY;
            quiet_at = Some(Instant::now() + QUIET);
            news
        };
        for job in batch.drain(..) {
            job.answer(news.is_some());
        }
        if let Some(news) = news {
            publish(news);
        }
    }
    disk.close().await;
}
