//! Appending of events to the log.

use super::{StoreError, from_sql, guests};
use crate::{
    files::FileHash,
    store::engine::{change::Tx, sql, streams},
    token::TokenHash,
};
use protocol::{Event, EventKind, StreamId, UserId};
use sqlx::types::Uuid;
use std::collections::BTreeMap;

impl Tx<'_> {
    /// Appends an event to a stream and returns its number. Guests are told what concerns them of it.
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

    /// Appends an event with the number taken by [`Tx::advance`]. The rows that it refers to are stored already.
    pub(crate) async fn append(
        &mut self,
        stream: StreamId,
        seq: u64,
        actor: UserId,
        kind: EventKind,
    ) -> Result<(), StoreError> {
        let (key, number, entry) = (streams::key(stream), seq as i64, LogEntry::of(&kind)?);
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
        .execute(&mut **self)
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

    /// Appends an event to each person's own stream, with that person as the actor. It takes two statements for any number of
    /// people. The log must store the kind of event as JSON.
    pub(crate) async fn emit_to_each(
        &mut self,
        kinds: BTreeMap<UserId, EventKind>,
    ) -> Result<(), StoreError> {
        let people: Vec<_> = kinds.keys().map(|person| sql::hex(*person)).collect();
        let people = sql::json(&people)?;
        let numbers = sqlx::query!(
            "INSERT INTO streams (id, seq) SELECT unhex(value), 1 FROM json_each(?) WHERE true
               ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING id, seq",
            people
        )
        .fetch_all(&mut **self)
        .await?;
        let numbers: BTreeMap<_, _> = numbers
            .into_iter()
            .map(|row| (UserId(row.id), row.seq))
            .collect();
        let mut entries = Vec::with_capacity(kinds.len());
        for (person, kind) in kinds {
            let seq = *numbers.get(&person).ok_or(StoreError::Corrupt("stream"))?;
            entries.push((sql::hex(person), seq, LogEntry::of(&kind)?.payload));
            let event = Event {
                seq: from_sql(seq),
                at: self.at,
                actor: person,
                kind,
            };
            self.news.events.push((StreamId::User(person), event));
        }
        let entries = sql::json(&entries)?;
        sqlx::query!(
            "INSERT INTO events (stream, seq, at, actor, payload)
             SELECT unhex(value ->> 0), value ->> 1, ?, unhex(value ->> 0), value ->> 2 FROM json_each(?)",
            self.at.0,
            entries
        )
        .execute(&mut **self)
        .await?;
        Ok(())
    }

    /// Notes that a session ended: its connections end before they get anything later.
    pub(super) fn end(&mut self, session: TokenHash) {
        self.news.ended.push(session);
    }

    /// Notes that one file less has this content.
    pub(super) fn free(&mut self, content: FileHash) {
        self.news.freed.push(content);
    }

    /// Disconnects a person whose permissions changed; their clients reconnect and resync.
    pub(super) fn invalidate(&mut self, user: UserId) {
        self.news.invalidated.push(user);
    }
}

/// An event as the log stores it: as JSON, or as a reference to the row that has its text.
#[derive(Default)]
struct LogEntry {
    payload: Option<String>,
    created: Option<Uuid>,
    edited: Option<Uuid>,
    draft: Option<Uuid>,
    thread: Option<Uuid>,
}

impl LogEntry {
    fn of(kind: &EventKind) -> Result<Self, StoreError> {
        let mut entry = Self::default();
        match kind {
            EventKind::MessageCreated { message } => entry.created = Some(message.id.0),
            EventKind::MessageEdited { message, .. } => entry.edited = Some(message.0),
            EventKind::DraftChanged { draft } => {
                entry.draft = Some(draft.room.0);
                entry.thread = draft.thread.map(|root| root.0);
            }
            EventKind::PreviewChanged { message, .. } => {
                let previews = Vec::new();
                let message = *message;
                entry.payload = Some(serde_json::to_string(&EventKind::PreviewChanged {
                    message,
                    previews,
                })?);
            }
            EventKind::ScheduledChanged { id, .. } => {
                let (id, scheduled) = (*id, None);
                entry.payload = Some(serde_json::to_string(&EventKind::ScheduledChanged {
                    id,
                    scheduled,
                })?);
            }
            other => entry.payload = Some(serde_json::to_string(other)?),
        }
        Ok(entry)
    }
}
