//! What a connection waits for while it goes on serving.

use crate::{
    error::ApiError,
    session::Greeting,
    store::{EventPage, NewMessage, Standing, Store, StoreError},
    token::TokenHash,
    tuning::Tuning,
};
use app::{
    model::{ClientId, RoomId, StreamId, UserId},
    protocol::{CommandId, ErrorCode, ServerFrame},
};
use futures::future::BoxFuture;
use std::sync::Arc;

pub(super) type Work = BoxFuture<'static, Done>;

/// What came of a piece of work.
pub(super) enum Done {
    Answer(ServerFrame),
    Standing(Greeting, Result<Option<Standing>, StoreError>),
    Page(StreamId, Result<Option<EventPage>, StoreError>),
}

/// Stores a message; the order of the calls is the order of the messages.
pub(super) fn send(
    store: &Store,
    id: CommandId,
    author: UserId,
    client_id: ClientId,
    room: RoomId,
    body: String,
) -> Work {
    let pending = store.send(NewMessage {
        room,
        author,
        client_id,
        body,
    });
    Box::pin(async move {
        let sent = match pending {
            Ok(pending) => pending.await,
            Err(error) => Err(error),
        };
        Done::Answer(match sent {
            Ok(sent) => ServerFrame::Ack {
                id,
                stream: Some(StreamId::Room(sent.message.room)),
                seq: Some(sent.message.seq),
                message: Some(sent.message.id),
            },
            Err(error) => refused(id, error),
        })
    })
}

/// Moves a read position.
pub(super) fn read(store: &Store, id: CommandId, user: UserId, room: RoomId, seq: u64) -> Work {
    let pending = store.read(user, room, seq);
    Box::pin(async move {
        let moved = match pending {
            Ok(pending) => pending.await,
            Err(error) => Err(error),
        };
        Done::Answer(match moved {
            Ok(moved) => ServerFrame::Ack {
                id,
                stream: moved.map(|moved| moved.stream),
                seq: moved.map(|moved| moved.seq),
                message: None,
            },
            Err(error) => refused(id, error),
        })
    })
}

/// Looks up where the streams of the person stand.
pub(super) fn standing(store: Store, user: UserId, token: TokenHash, greeting: Greeting) -> Work {
    Box::pin(async move { Done::Standing(greeting, store.standing(user, token).await) })
}

/// Reads a page of a stream's log.
pub(super) fn page(
    store: Store,
    tuning: Arc<Tuning>,
    user: UserId,
    stream: StreamId,
    after: u64,
) -> Work {
    Box::pin(async move {
        let (limit, bytes) = (tuning.page_events, tuning.page_bytes);
        let page = store.events_after(user, stream, after, limit, bytes).await;
        Done::Page(stream, page)
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
    }
}
