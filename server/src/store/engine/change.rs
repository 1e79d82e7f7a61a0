use super::{news::News, streams};
use crate::{
    files::FileHash,
    store::{StoreError, events::Entry, from_sql, guests, now},
    token::TokenHash,
};
use protocol::{Event, EventKind, StreamId, Timestamp, UserId};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// One change to the database, made by the writer: all of it or nothing.
pub(crate) trait Change: Send + 'static {
    type Output: Send + 'static;

    /// Makes the change. An error undoes all that it did, its events too.
    fn apply(
        self,
        tx: &mut Tx<'_>,
    ) -> impl Future<Output = Result<Self::Output, StoreError>> + Send;
}

/// The event that a change made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Emitted {
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
}

/// The transaction that a [`Change`] is made in.
pub(crate) struct Tx<'c> {
    pub(crate) connection: &'c mut SqliteConnection,
    /// The time of the change.
    pub(crate) at: Timestamp,
    news: News,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut SqliteConnection) -> Self {
        Self {
            connection,
            at: now(),
            news: News::default(),
        }
    }

    /// Appends an event to a stream and returns its number. Guests are told what of it concerns them.
    pub(crate) async fn emit(
        &mut self,
        stream: StreamId,
        actor: UserId,
        kind: EventKind,
    ) -> Result<u64, StoreError> {
        let seq = self.advance(stream).await?;
        guests::tell(self, stream, actor, &kind).await?;
        self.append(stream, seq, actor, kind).await?;
        Ok(seq)
    }

    /// Appends an event under the number taken with [`Tx::advance`]. What it refers to is stored already.
    pub(crate) async fn append(
        &mut self,
        stream: StreamId,
        seq: u64,
        actor: UserId,
        kind: EventKind,
    ) -> Result<(), StoreError> {
        let (key, number, entry) = (streams::key(stream), seq as i64, Entry::of(&kind)?);
        sqlx::query!(
            "INSERT INTO events (stream, seq, at, actor, payload, created, edited, draft, thread)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            key,
            number,
            self.at.0,
            actor.0,
            entry.payload,
            entry.created,
            entry.edited,
            entry.draft,
            entry.thread
        )
        .execute(&mut *self.connection)
        .await?;
        let at = self.at;
        let event = Event {
            seq,
            at,
            actor,
            kind,
        };
        self.news.events.push((stream, event));
        Ok(())
    }

    /// Appends an event to each person's own stream, with that person as the actor. It takes two statements, however many
    /// people there are. The kind must be one that the log holds whole, in its payload.
    pub(crate) async fn emit_to_each(
        &mut self,
        kinds: BTreeMap<UserId, EventKind>,
    ) -> Result<(), StoreError> {
        let people: Vec<_> = kinds.keys().map(|person| hex(*person)).collect();
        let people = json(&people)?;
        let numbers = sqlx::query!(
            "INSERT INTO streams (id, seq) SELECT unhex(value), 1 FROM json_each(?) WHERE true
               ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING id, seq",
            people
        )
        .fetch_all(&mut *self.connection)
        .await?;
        let numbers: BTreeMap<_, _> = numbers
            .into_iter()
            .map(|row| (UserId(row.id), row.seq))
            .collect();
        let mut entries = Vec::with_capacity(kinds.len());
        for (person, kind) in kinds {
            let seq = *numbers.get(&person).ok_or(StoreError::Corrupt("stream"))?;
            entries.push((hex(person), seq, Entry::of(&kind)?.payload));
            let event = Event {
                seq: from_sql(seq),
                at: self.at,
                actor: person,
                kind,
            };
            self.news.events.push((StreamId::User(person), event));
        }
        let entries = json(&entries)?;
        sqlx::query!(
            "INSERT INTO events (stream, seq, at, actor, payload)
             SELECT unhex(value ->> 0), value ->> 1, ?, unhex(value ->> 0), value ->> 2 FROM json_each(?)",
            self.at.0,
            entries
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// Takes a stream's next number. The event that bears it must follow in the same change: streams have no gaps.
    pub(crate) async fn advance(&mut self, stream: StreamId) -> Result<u64, StoreError> {
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

    /// A session is over: its connections end before they get anything later.
    pub(crate) fn end(&mut self, session: TokenHash) {
        self.news.ended.push(session);
    }

    /// One file less has this content.
    pub(crate) fn free(&mut self, content: FileHash) {
        self.news.freed.push(content);
    }

    /// The person sees other things from now on: their connections end, to start over.
    pub(crate) fn recast(&mut self, user: UserId) {
        self.news.recast.push(user);
    }

    /// What the change brought about so far.
    pub(crate) fn into_news(self) -> News {
        self.news
    }
}

/// A person's id as `unhex` takes it.
pub(crate) fn hex(person: UserId) -> String {
    person.0.simple().to_string()
}

/// A list for `json_each`.
pub(crate) fn json(list: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(list).map_err(|_| StoreError::Corrupt("list"))
}
