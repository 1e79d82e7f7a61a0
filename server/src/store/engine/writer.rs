//! One task that makes all changes: it takes what waits in its queue, commits it in one transaction, answers those who
//! asked, then publishes the events. One flush to disk pays for many changes.
//!
//! A transaction that fails (a full disk, another's lock) is nobody's loss: all who asked are told that it was not saved.
//! From then on changes are refused at once, until a write of the writer's own succeeds.

use super::{
    change::{Change, Tx},
    disk::{Disk, Health, is_trouble},
};
use crate::store::{Publish, StoreError};
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
/// How often a writer that cannot save tries whether it can.
const PROBE_EVERY: Duration = Duration::from_secs(1);
/// How long nothing is written until the write-ahead log is emptied.
const QUIET: Duration = Duration::from_secs(30);

tokio::task_local! {
    /// The share that changes count in which are submitted now. There is none for the server's own changes.
    static SHARE: WriterShare;
}

/// One person's share of the writer's queue: so many of their changes wait at most.
#[derive(Clone)]
pub(crate) struct WriterShare(Arc<Semaphore>);

impl WriterShare {
    pub(crate) fn new(most: usize) -> Self {
        Self(Arc::new(Semaphore::new(most)))
    }

    /// Counts the changes that `work` submits in this share.
    pub(crate) fn scope<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        SHARE.scope(self.clone(), work)
    }

    /// Counts the changes that `work` submits in this share.
    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        SHARE.sync_scope(self.clone(), work)
    }

    /// Takes a place in the current share, where there is one. `Busy` where it is used up.
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

/// The way into the writer's queue.
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

    /// Whether changes are refused because the database does not take them.
    pub(crate) fn is_failing(&self) -> bool {
        self.health.is_failing()
    }

    /// Queues a change, in the order of the calls. The answer comes when it is committed. `Busy` where the queue is full,
    /// or the share of the person who asks.
    pub(crate) fn submit<C: Change>(&self, change: C) -> Result<Pending<C::Output>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let ask = Box::new(Ask {
            change: Some(change),
            result: None,
            reply,
            _place: WriterShare::take()?,
        });
        match self.queue.try_send(ask) {
            Ok(()) => Ok(Pending(answer)),
            Err(TrySendError::Full(_)) => Err(StoreError::Busy),
            Err(TrySendError::Closed(_)) => Err(StoreError::Closed),
        }
    }

    /// Waits until the writer has ended, by [`Writer::close`] or by a fault.
    pub(crate) async fn ended(&self) {
        self.task.wait().await;
    }

    /// Takes no more changes, and waits until those in the queue are done.
    pub(crate) async fn close(&self) {
        self.closing.cancel();
        self.task.wait().await;
    }
}

/// The answer to a change that is on its way to disk.
pub(crate) struct Pending<T>(oneshot::Receiver<Result<T, StoreError>>);

impl<T> Future for Pending<T> {
    type Output = Result<T, StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(answer.unwrap_or(Err(StoreError::Closed)))
    }
}

/// A change with the way back to who asked for it, its types forgotten.
pub(crate) trait Job: Send {
    /// Makes the change; says whether it may stay. An error is the database's, and ends the transaction.
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<bool, sqlx::Error>>;

    /// Sends the result, or, where the transaction failed, the news of that: even a refusal may have been due to
    /// another change of it.
    fn answer(self: Box<Self>, committed: bool);
}

struct Ask<C: Change> {
    change: Option<C>,
    result: Option<Result<C::Output, StoreError>>,
    reply: oneshot::Sender<Result<C::Output, StoreError>>,
    /// Given back when the change is answered.
    _place: Option<OwnedSemaphorePermit>,
}

impl<C: Change> Job for Ask<C> {
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<bool, sqlx::Error>> {
        let change = self.change.take();
        Box::pin(async move {
            let Some(change) = change else {
                return Ok(false);
            };
            match change.apply(tx).await {
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
        // Whoever asked may be gone; the change stands all the same.
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
    // None where nothing was written since.
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
        // While the database fails, nobody waits to be told so.
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
