//! One task that makes all changes: it takes what waits in its queue, commits it in one transaction, answers those who
//! asked, then publishes the events. One flush to disk pays for many changes.

use super::{
    Publish, StoreError,
    change::{Change, Tx},
};
use app::{model::StreamId, protocol::Event};
use futures::future::BoxFuture;
use sqlx::{Connection as _, SqliteConnection};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The most changes in one transaction.
const BATCH: usize = 256;

/// The way into the writer's queue.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    closing: CancellationToken,
    task: TaskTracker,
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection, queue: usize, publish: Publish) -> Self {
        let (sender, receiver) = mpsc::channel(queue);
        let closing = CancellationToken::new();
        let task = TaskTracker::new();
        task.spawn(run(connection, receiver, closing.clone(), publish));
        task.close();
        Self {
            queue: sender,
            closing,
            task,
        }
    }

    /// Queues a change, in the order of the calls. The answer comes when it is committed.
    pub(super) fn submit<C: Change>(&self, change: C) -> Result<Pending<C::Output>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let ask = Box::new(Ask {
            change: Some(change),
            result: None,
            reply,
        });
        match self.queue.try_send(ask) {
            Ok(()) => Ok(Pending(answer)),
            Err(TrySendError::Full(_)) => Err(StoreError::Busy),
            Err(TrySendError::Closed(_)) => Err(StoreError::Closed),
        }
    }

    /// Waits until the writer has ended, by [`Writer::close`] or by a fault.
    pub(super) async fn ended(&self) {
        self.task.wait().await;
    }

    /// Takes no more changes, and waits until those in the queue are done.
    pub(super) async fn close(&self) {
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
trait Job: Send {
    /// Makes the change; says whether it may stay.
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool>;

    /// Sends the result, or, where the transaction failed, the news of that.
    fn answer(self: Box<Self>, committed: bool);
}

struct Ask<C: Change> {
    change: Option<C>,
    result: Option<Result<C::Output, StoreError>>,
    reply: oneshot::Sender<Result<C::Output, StoreError>>,
}

impl<C: Change> Job for Ask<C> {
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool> {
        let change = self.change.take();
        Box::pin(async move {
            let Some(change) = change else { return false };
            let result = change.apply(tx).await;
            let stays = result.is_ok();
            self.result = Some(result);
            stays
        })
    }

    fn answer(self: Box<Self>, committed: bool) {
        let result = match self.result {
            Some(Ok(_)) | None if !committed => Err(StoreError::NotCommitted),
            Some(result) => result,
            None => Err(StoreError::NotCommitted),
        };
        // Whoever asked may be gone; the change stands all the same.
        let _ = self.reply.send(result);
    }
}

async fn run(
    mut connection: SqliteConnection,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    closing: CancellationToken,
    mut publish: Publish,
) {
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
        }
        let committed = commit(&mut connection, &mut batch).await;
        for job in batch.drain(..) {
            job.answer(committed.is_ok());
        }
        match committed {
            Ok(events) => publish(events),
            Err(error) => tracing::error!(%error, "a transaction failed"),
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
}

/// Makes every change of the batch in one transaction, and returns the events of those that went well.
async fn commit(
    connection: &mut SqliteConnection,
    batch: &mut [Box<dyn Job>],
) -> Result<Vec<(StreamId, Event)>, sqlx::Error> {
    let committed = transact(connection, batch).await;
    if committed.is_err() {
        // Without an open transaction this fails, and there is nothing to roll back.
        let _ = sqlx::query("ROLLBACK").execute(connection).await;
    }
    committed
}

async fn transact(
    connection: &mut SqliteConnection,
    batch: &mut [Box<dyn Job>],
) -> Result<Vec<(StreamId, Event)>, sqlx::Error> {
    let mut events = Vec::new();
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *connection)
        .await?;
    for job in batch {
        // A change that fails takes back only itself.
        sqlx::query("SAVEPOINT change")
            .execute(&mut *connection)
            .await?;
        let mut tx = Tx::new(connection);
        if job.apply(&mut tx).await {
            events.append(&mut tx.into_events());
        } else {
            sqlx::query("ROLLBACK TO change")
                .execute(&mut *connection)
                .await?;
        }
        sqlx::query("RELEASE change")
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(events)
}
