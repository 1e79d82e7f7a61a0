//! Starts the work of a connection: commands and reads of the store.

use super::{
    Connection,
    core::{Work, WorkResult},
};
use crate::{
    live::{
        allowance::Allowance,
        hub::Hub,
        session::{Greeting, refusal},
    },
    store::{Changed, Emitted, Store, StoreError, Submitted, Target},
    token::TokenHash,
    tuning::Tuning,
};
use futures::future::BoxFuture;
use protocol::{Command, CommandId, ErrorCode, MessageId, ServerFrame, StreamId, UserId};
use std::{future::ready, sync::Arc};
use tokio::time::{Instant, sleep_until};

/// The cost of a `hello` beyond that of a frame, since it reads for a catch-up.
const GREETING_COST: u32 = 9;

impl Connection {
    pub(super) fn start(&self, work: Work) -> BoxFuture<'static, WorkResult> {
        match work {
            Work::Standing(greeting) => Box::pin(standing(
                self.store.clone(),
                Arc::clone(&self.slot.allowance),
                self.user,
                self.token,
                greeting,
            )),
            Work::Page { stream, after } => Box::pin(page(
                self.store.clone(),
                Arc::clone(&self.slot.allowance),
                Arc::clone(&self.tuning),
                self.user,
                stream,
                after,
            )),
            Work::Command { id, command } => {
                let hub = self.core.subscription.hub();
                let share = self.slot.allowance.share();
                share.within(|| change(&self.store, hub, self.user, id, command))
            }
        }
    }
}

/// Queues a command in the store, within the writer's share of the current scope. Commands are stored in the order of the
/// calls.
fn change(
    store: &Store,
    hub: &Hub,
    user: UserId,
    id: CommandId,
    command: Command,
) -> BoxFuture<'static, WorkResult> {
    match command {
        Command::Send(message) => {
            let here = hub.here(&message.body);
            answer(id, store.send(user, message, None, here), |sent| {
                let stream = StreamId::Room(sent.message.room);
                Acked::message(stream, sent.message.seq, sent.message.id)
            })
        }
        Command::Read { room, seq } => answer(id, store.read(user, room, seq), Acked::emitted),
        Command::MarkUnread { room, thread, seq } => {
            let marked = match thread {
                Some(message) => {
                    let room = Some(room);
                    store.mark_thread_unread(user, Target { message, room }, seq)
                }
                None => store.mark_unread(user, room, seq),
            };
            answer(id, marked, Acked::emitted)
        }
        Command::ReadThread { message, seq } => {
            let read = store.read_thread(user, Target::anywhere(message), seq);
            answer(id, read, Acked::emitted)
        }
        Command::Follow { message, on } => answer(
            id,
            store.follow(user, Target::anywhere(message), on),
            Acked::emitted,
        ),
        Command::Draft { draft } => answer(id, store.keep_draft(user, draft), Acked::emitted),
        Command::Edit { message, body } => {
            let here = hub.here(&body);
            let edited = store.edit(user, Target::anywhere(message), body, here);
            answer(id, edited, Acked::changed)
        }
        Command::Delete { message } => answer(
            id,
            store.delete(user, Target::anywhere(message)),
            Acked::changed,
        ),
        Command::React { message, emoji, on } => {
            let reacted = store.react(user, Target::anywhere(message), &emoji, on);
            answer(id, reacted, Acked::changed)
        }
        Command::Unknown => {
            let refused = refusal(Some(id), ErrorCode::UnknownType);
            Box::pin(ready(WorkResult::Answer(refused)))
        }
    }
}

/// The content of an ack.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acked {
    pub(crate) stream: Option<StreamId>,
    pub(crate) seq: Option<u64>,
    pub(crate) message: Option<MessageId>,
}

impl Acked {
    /// Returns the ack of a command.
    pub(crate) fn of(self, id: CommandId) -> ServerFrame {
        let Self {
            stream,
            seq,
            message,
        } = self;
        ServerFrame::Ack {
            id,
            stream,
            seq,
            message,
        }
    }

    pub(crate) fn message(stream: StreamId, seq: u64, message: MessageId) -> Self {
        Self {
            stream: Some(stream),
            seq: Some(seq),
            message: Some(message),
        }
    }

    fn changed(changed: Changed) -> Self {
        Self {
            stream: Some(StreamId::Room(changed.room)),
            seq: changed.seq,
            message: Some(changed.message),
        }
    }

    fn emitted(emitted: Option<Emitted>) -> Self {
        Self {
            stream: emitted.map(|emitted| emitted.stream),
            seq: emitted.map(|emitted| emitted.seq),
            message: None,
        }
    }
}

/// Waits for a change and answers it.
fn answer<T: Send + 'static>(
    id: CommandId,
    submitted: Submitted<T>,
    acked: impl FnOnce(T) -> Acked + Send + 'static,
) -> BoxFuture<'static, WorkResult> {
    Box::pin(async move {
        WorkResult::Answer(match submitted.await.map(acked) {
            Ok(acked) => acked.of(id),
            Err(error) => refused(id, error),
        })
    })
}

/// Looks up the heads of the person's streams.
async fn standing(
    store: Store,
    allowance: Arc<Allowance>,
    user: UserId,
    token: TokenHash,
    greeting: Greeting,
) -> WorkResult {
    sleep_until(allowance.reserve(Instant::now(), GREETING_COST)).await;
    let standing = in_own_turn(allowance, async move { store.standing(user, token).await }).await;
    read(user, standing, |standing| {
        WorkResult::Standing(greeting, standing)
    })
}

/// Reads a page of a stream's log.
async fn page(
    store: Store,
    allowance: Arc<Allowance>,
    tuning: Arc<Tuning>,
    user: UserId,
    stream: StreamId,
    after: u64,
) -> WorkResult {
    let (limit, bytes) = (tuning.page_events, tuning.page_bytes);
    let page = in_own_turn(allowance, async move {
        store.events_after(user, stream, after, limit, bytes).await
    })
    .await;
    read(user, page, |page| WorkResult::Page(stream, page))
}

/// Reads for a catch-up while no other connection of the person does. The read is a task of its own: a connection whose
/// client does not read its frames must not hold the turn meanwhile.
async fn in_own_turn<T: Send + 'static>(
    allowance: Arc<Allowance>,
    read: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    let read = tokio::spawn(async move {
        let _turn = allowance.catch_up().await;
        read.await
    });
    read.await.unwrap_or(Err(StoreError::Closed))
}

fn read<T>(
    user: UserId,
    read: Result<T, StoreError>,
    result: impl FnOnce(T) -> WorkResult,
) -> WorkResult {
    read.map(result).unwrap_or_else(|error| {
        tracing::error!(%user, %error, "a read for a connection failed");
        WorkResult::Failed
    })
}

fn refused(id: CommandId, error: StoreError) -> ServerFrame {
    let code = error.code();
    if code == ErrorCode::Internal {
        tracing::error!(%error, "a command failed");
    }
    let retry_after = error.retry_after();
    ServerFrame::Error {
        id: Some(id),
        code,
        message: error.detail(),
        retry_ms: retry_after.and_then(|wait| u64::try_from(wait.as_millis()).ok()),
    }
}
