use super::{StoreError, from_sql, now, streams};
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
    events: Vec<(StreamId, Event)>,
}

impl<'c> Tx<'c> {
    pub(super) fn new(connection: &'c mut SqliteConnection) -> Self {
        Self {
            connection,
            at: now(),
            events: Vec::new(),
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
        self.events.push((
            stream,
            Event {
                seq,
                at,
                actor,
                kind,
            },
        ));
    }

    /// The events so far, to be published once they are committed.
    pub(super) fn into_events(self) -> Vec<(StreamId, Event)> {
        self.events
    }
}
