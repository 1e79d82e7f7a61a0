//! What a connection waits for while it goes on serving.

use crate::{
    http::error::ApiError,
    live::{
        allowance::Allowance,
        hub::Hub,
        session::{Greeting, refusal},
    },
    store::{
        Changed, Emitted, EventPage, NewMessage, Pending, Standing, Store, StoreError, Target,
    },
    token::TokenHash,
    tuning::Tuning,
};
use futures::future::BoxFuture;
use protocol::{Command, CommandId, ErrorCode, MessageId, ServerFrame, StreamId, UserId};
use std::{future::ready, sync::Arc};
use tokio::time::sleep_until;

/// What a `hello` costs beside being a frame: it takes a turn of those who catch up.
const GREETING_COST: u32 = 9;

pub(super) type Work = BoxFuture<'static, Done>;

/// What came of a piece of work.
pub(super) enum Done {
    Answer(ServerFrame),
    Standing(Greeting, Result<Option<Standing>, StoreError>),
    Page(StreamId, Result<Option<EventPage>, StoreError>),
}

/// Makes a change, which counts in the share of the current scope; the order of the calls is the order of the changes.
pub(super) fn command(
    store: &Store,
    hub: &Hub,
    user: UserId,
    id: CommandId,
    command: Command,
) -> Work {
    match command {
        Command::Send(message) => {
            let message = NewMessage {
                typed: None,
                room: message.room,
                author: user,
                client_id: message.client_id,
                here: hub.here(&message.body),
                body: message.body,
                reply_to: message.reply_to,
                attachments: message.attachments,
            };
            answer(id, store.send(message), |sent| {
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
            Box::pin(ready(Done::Answer(refused)))
        }
    }
}

/// What an ack tells of a change.
#[derive(Default)]
struct Acked {
    stream: Option<StreamId>,
    seq: Option<u64>,
    message: Option<MessageId>,
}

impl Acked {
    fn message(stream: StreamId, seq: u64, message: MessageId) -> Self {
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
    pending: Result<Pending<T>, StoreError>,
    acked: impl FnOnce(T) -> Acked + Send + 'static,
) -> Work {
    Box::pin(async move {
        let done = match pending {
            Ok(pending) => pending.await,
            Err(error) => Err(error),
        };
        Done::Answer(match done.map(acked) {
            Ok(Acked {
                stream,
                seq,
                message,
            }) => ServerFrame::Ack {
                id,
                stream,
                seq,
                message,
            },
            Err(error) => refused(id, error),
        })
    })
}

/// Looks up where the streams of the person stand. It costs more than other frames.
pub(super) fn standing(
    store: Store,
    allowance: Arc<Allowance>,
    user: UserId,
    token: TokenHash,
    greeting: Greeting,
) -> Work {
    Box::pin(async move {
        sleep_until(allowance.reserve(GREETING_COST)).await;
        let standing = in_own_turn(allowance, async move { store.standing(user, token).await });
        Done::Standing(greeting, standing.await)
    })
}

/// Reads for a catch-up while no other connection of the person does. The read goes on by itself: a connection whose
/// client does not take its frames must not hold a turn meanwhile.
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

/// Reads a page of a stream's log.
pub(super) fn page(
    store: Store,
    allowance: Arc<Allowance>,
    tuning: Arc<Tuning>,
    user: UserId,
    stream: StreamId,
    after: u64,
) -> Work {
    Box::pin(async move {
        let (limit, bytes) = (tuning.page_events, tuning.page_bytes);
        let page = in_own_turn(allowance, async move {
            store.events_after(user, stream, after, limit, bytes).await
        });
        Done::Page(stream, page.await)
    })
}

fn refused(id: CommandId, error: StoreError) -> ServerFrame {
    let error = ApiError::from(error);
    let code = error.code();
    if code == ErrorCode::Internal {
        tracing::error!(%error, "a command failed");
    }
    ServerFrame::Error {
        id: Some(id),
        code,
        message: error.detail(),
        retry_ms: error
            .retry_after()
            .and_then(|wait| u64::try_from(wait.as_millis()).ok()),
    }
}
