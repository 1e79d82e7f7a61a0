use super::{StoreError, from_sql, news::News, now, streams};
use crate::token::TokenHash;
use app::{
    model::{Message, StreamId, Timestamp, UserId},
    protocol::{Event, EventKind},
};
use sqlx::SqliteConnection;

/// One change to the database, made by the writer: all of it or nothing.
pub(super) trait Change: Send + 'static {
    type Output: Send + 'static;

    /// Makes the change. An error undoes all that it did, its events too.
    fn apply(
        self,
        tx: &mut Tx<'_>,
    ) -> impl Future<Output = Result<Self::Output, StoreError>> + Send;
}

/// The transaction that a [`Change`] is made in.
pub(super) struct Tx<'c> {
    pub(super) connection: &'c mut SqliteConnection,
    /// The time of the change.
    pub(super) at: Timestamp,
    news: News,
}

impl<'c> Tx<'c> {
    pub(super) fn new(connection: &'c mut SqliteConnection) -> Self {
        Self {
            connection,
            at: now(),
            news: News::default(),
        }
    }

    /// Appends an event to a stream and returns its number.
    pub(super) async fn emit(
        &mut self,
        stream: StreamId,
        actor: UserId,
        kind: EventKind,
    ) -> Result<u64, StoreError> {
        let seq = self.advance(stream).await?;
        let payload =
            serde_json::to_string(&kind).map_err(|_| StoreError::Corrupt("event payload"))?;
        let (key, number) = (streams::key(stream), seq as i64);
        sqlx::query!(
            "INSERT INTO events (stream, seq, at, actor, payload) VALUES (?, ?, ?, ?, ?)",
            key,
            number,
            self.at.0,
            actor.0,
            payload
        )
        .execute(&mut *self.connection)
        .await?;
        self.note(stream, seq, actor, kind);
        Ok(seq)
    }

    /// Appends the event of a message that is stored already, under the number taken with [`Tx::advance`].
    pub(super) async fn emit_message(&mut self, message: Message) -> Result<(), StoreError> {
        let stream = StreamId::Room(message.room);
        let number = message.seq as i64;
        sqlx::query!(
            "INSERT INTO events (stream, seq, at, actor, message) VALUES (?, ?, ?, ?, ?)",
            message.room.0,
            number,
            self.at.0,
            message.author.0,
            message.id.0
        )
        .execute(&mut *self.connection)
        .await?;
        let (seq, author) = (message.seq, message.author);
        self.note(stream, seq, author, EventKind::MessageCreated { message });
        Ok(())
    }

    /// Takes a stream's next number. The event that bears it must follow in the same change: streams have no gaps.
    pub(super) async fn advance(&mut self, stream: StreamId) -> Result<u64, StoreError> {
        let key = streams::key(stream);
        let seq = sqlx::query_scalar!(
            "INSERT INTO streams (id, seq) VALUES (?, 1)
             ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING seq",
            key
        )
        .fetch_one(&mut *self.connection)
        .await?;
        Ok(from_sql(seq))
    }

    fn note(&mut self, stream: StreamId, seq: u64, actor: UserId, kind: EventKind) {
        let at = self.at;
        self.news.events.push((
            stream,
            Event {
                seq,
                at,
                actor,
                kind,
            },
        ));
    }

    /// A session is over: its connections end before they get anything later.
    pub(super) fn end(&mut self, session: TokenHash) {
        self.news.ended.push(session);
    }

    /// What the change brought about so far.
    pub(super) fn into_news(self) -> News {
        self.news
    }
}
