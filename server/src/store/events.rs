//! Pages of a stream's log.

use super::{
    Store, StoreError, attachments, from_sql, guests, members, mentions, previews, scheduled,
    superseded, threads, to_sql,
};
use crate::store::engine::streams;
use futures::TryStreamExt as _;
use protocol::{
    ClientId, Draft, Event, EventKind, Message, MessageId, RoomId, StreamId, Thread, Timestamp,
    UserId,
};
use sqlx::{SqliteConnection, types::Uuid};
use std::collections::BTreeMap;

/// A page of a stream's log.
#[derive(Clone, Debug)]
pub struct EventPage {
    /// In rising `seq`, with no gap.
    pub events: Vec<Event>,
    /// The stream's last event, in this page or after it.
    pub head: u64,
}

impl Store {
    /// Returns the events of a stream after `seq`: at most `limit`, and fewer if their text exceeds `bytes`, but at
    /// least one if there are any. `None` if the person may not see the stream.
    ///
    /// Texts, scheduled messages, previews and the threads of replies are as they are now. Each is given once: an event
    /// whose content a later event of the log gives is [`EventKind::Superseded`]. Reactions are only in their own
    /// events.
    pub(crate) async fn events_after(
        &self,
        user: UserId,
        stream: StreamId,
        seq: u64,
        limit: usize,
        bytes: usize,
    ) -> Result<Option<EventPage>, StoreError> {
        let _turn = self.turn().await?;
        let mut view = self.view().await?;
        let visible = match stream {
            StreamId::Workspace => !guests::is_guest(&mut view, user).await?,
            StreamId::User(owner) => owner == user,
            StreamId::Room(room) => members::is_member(&mut view, room, user).await?,
        };
        if !visible {
            return Ok(None);
        }
        let head = streams::head(&mut view, stream).await?;
        let (key, after, limit) = (streams::key(stream), to_sql(seq), limit as i64);
        let mut rows = sqlx::query_as!(
            EventRow,
            r#"SELECT e.seq, e.at, e.actor, e.payload, e.created,
                      e.edited, e.draft, e.thread,
                      m.room AS "room?", m.client_id AS "client_id?", m.edited_at,
                      m.deleted_at IS NOT NULL AS "deleted!: bool", m.reply_to AS "reply_to?",
                      m.in_room AS "in_room?: bool",
                      e.edited IS NOT NULL AND e.seq < m.edit_seq OR e.draft IS NOT NULL AND d.seq IS NULL
                        OR e.draft IS NOT NULL AND e.seq < d.seq AS "superseded: bool",
                      CASE WHEN e.edited IS NOT NULL AND e.seq < m.edit_seq OR e.seq < d.seq THEN NULL
                        ELSE coalesce(m.body, d.body) END AS "body?: String",
                      d.edited_at AS "drafted_at?",
                      (SELECT group_concat(hex(c.person)) FROM mentions c
                       WHERE c.room = e.stream AND c.seq = e.seq) AS "called?: String"
               FROM events e
               LEFT JOIN messages m ON m.id = coalesce(e.created, e.edited)
               LEFT JOIN drafts d ON d.person = e.stream AND d.room = e.draft
                 AND coalesce(d.thread, x'') = coalesce(e.thread, x'')
               WHERE e.stream = ? AND e.seq > ? ORDER BY e.seq LIMIT ?"#,
            key,
            after,
            limit
        )
        .fetch(&mut *view);
        let (mut events, mut size) = (Vec::new(), 0);
        while size < bytes
            && let Some(row) = rows.try_next().await?
        {
            size += row.size();
            events.push(row.into_event()?);
        }
        drop(rows);
        superseded::supersede(&mut events);
        previews::fill(&mut view, &mut events).await?;
        scheduled::fill(&mut view, user, &mut events, bytes).await?;
        add_threads(&mut view, &mut events).await?;
        if let StreamId::Room(room) = stream {
            let created = events.iter_mut().filter_map(|event| match &mut event.kind {
                EventKind::MessageCreated { message } => Some(message),
                _ => None,
            });
            attachments::add_to(&mut view, room, created).await?;
        }
        Ok(Some(EventPage { events, head }))
    }
}

/// Adds to the created replies the present summaries of their threads.
async fn add_threads(
    connection: &mut SqliteConnection,
    events: &mut [Event],
) -> Result<(), StoreError> {
    let mut known: BTreeMap<MessageId, Option<Thread>> = BTreeMap::new();
    for event in events {
        let EventKind::MessageCreated { message } = &mut event.kind else {
            continue;
        };
        let Some(root) = message.reply_to else {
            continue;
        };
        message.thread = match known.get(&root) {
            Some(thread) => thread.clone(),
            None => {
                let thread = threads::summary(&mut *connection, root).await?;
                known.insert(root, thread.clone());
                thread
            }
        };
    }
    Ok(())
}

/// An entry of the log, with the row that it refers to.
struct EventRow {
    seq: i64,
    at: i64,
    actor: Uuid,
    payload: Option<String>,
    created: Option<Uuid>,
    edited: Option<Uuid>,
    draft: Option<Uuid>,
    /// The root of the thread that the draft is for.
    thread: Option<Uuid>,
    room: Option<Uuid>,
    client_id: Option<Uuid>,
    edited_at: Option<i64>,
    deleted: bool,
    reply_to: Option<Uuid>,
    in_room: Option<bool>,
    /// True if a later event gives the content of this one, or tells that it is gone.
    superseded: Option<bool>,
    body: Option<String>,
    drafted_at: Option<i64>,
    /// The people mentioned by the message that the event created.
    called: Option<String>,
}

impl EventRow {
    fn size(&self) -> usize {
        let text = self.payload.as_ref().or(self.body.as_ref());
        let parts = [text, self.called.as_ref()];
        parts.into_iter().flatten().map(String::len).sum()
    }

    fn into_event(self) -> Result<Event, StoreError> {
        Ok(Event {
            seq: from_sql(self.seq),
            at: Timestamp(self.at),
            actor: UserId(self.actor),
            kind: self.into_kind()?,
        })
    }

    fn into_kind(self) -> Result<EventKind, StoreError> {
        if self.superseded == Some(true) {
            return Ok(EventKind::Superseded);
        }
        match (&self.payload, self.created, self.edited, self.draft) {
            (Some(payload), None, None, None) => Ok(serde_json::from_str(payload)?),
            (None, Some(id), None, None) => {
                let called = self.called.as_deref().map(mentions::from_keys);
                let called = called.transpose()?.unwrap_or_default();
                let message = self.message(MessageId(id));
                let message = message.ok_or(StoreError::Corrupt("event of a message"))?;
                let message = Message {
                    mentions: called.people,
                    everyone: called.everyone,
                    ..message
                };
                Ok(EventKind::MessageCreated { message })
            }
            (None, None, Some(message), None) => Ok(EventKind::MessageEdited {
                message: MessageId(message),
                body: self.body.ok_or(StoreError::Corrupt("event of an edit"))?,
            }),
            (None, None, None, Some(room)) => Ok(EventKind::DraftChanged {
                draft: Draft {
                    room: RoomId(room),
                    thread: self.thread.map(MessageId),
                    body: self.body.ok_or(StoreError::Corrupt("event of a draft"))?,
                    edited_at: Timestamp(self.drafted_at.unwrap_or(self.at)),
                },
            }),
            _ => Err(StoreError::Corrupt("event")),
        }
    }

    fn message(self, id: MessageId) -> Option<Message> {
        Some(Message {
            id,
            seq: from_sql(self.seq),
            room: RoomId(self.room?),
            author: UserId(self.actor),
            client_id: ClientId(self.client_id?),
            body: self.body?,
            at: Timestamp(self.at),
            edited_at: self.edited_at.map(Timestamp),
            deleted: self.deleted,
            reply_to: self.reply_to.map(MessageId),
            also_in_room: self.reply_to.is_some() && self.in_room?,
            ..Message::default()
        })
    }
}
