//! Scheduled messages: they wait for their time, and are then sent by the same change as any other message.

mod planning;
mod sending;

pub(super) use sending::send_due;

use super::{Store, StoreError, attachments, post::Post, text::Text};
use crate::store::engine::change::Tx;
use planning::{reschedule, schedule, unschedule};
use protocol::{
    ClientId, Event, EventKind, Message, MessageId, NewMessage, RoomId, Scheduled, StreamId,
    Timestamp, UserId,
};
use sending::{explanation, send_now};
use sqlx::{SqliteConnection, types::Uuid};

/// Result of scheduling a message.
pub(crate) enum Planned {
    New(Scheduled),
    /// It was scheduled before, with this `client_id`.
    Repeated(Scheduled),
    /// It was scheduled before, and was sent since.
    Sent,
}

/// Changes to a scheduled message.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScheduledChanges {
    pub(crate) body: Option<String>,
    pub(crate) at: Option<Timestamp>,
}

impl Store {
    /// Returns a person's scheduled messages, in the order of their times.
    pub(crate) async fn scheduled(&self, user: UserId) -> Result<Vec<Scheduled>, StoreError> {
        of_person(&mut *self.view().await?, user).await
    }

    /// Schedules a message once: a repeat of its `client_id` yields the first one.
    ///
    /// Fails as [`Store::send`] does if the message could not be sent now, and with `Conflict` if the `client_id` was scheduled
    /// with something else; `NotAhead`, `TooManyScheduled`, `TooMuchScheduled`.
    pub(crate) async fn schedule(
        &self,
        author: UserId,
        message: NewMessage,
        typed: Option<&str>,
        at: Timestamp,
    ) -> Result<Planned, StoreError> {
        // The people notified by `@here` are found when it is sent.
        let post = Post::new(author, message, typed, Vec::new());
        self.writer
            .submit(move |tx| Box::pin(schedule(tx, post, at)))
            .await
    }

    /// Changes the text or the time of a scheduled message. A new time removes an obstacle.
    ///
    /// `NotFound` if the person has no such message or it was sent; `Empty`, `Invisible`, `TooLong`, `NotAhead`,
    /// `TooMuchScheduled`.
    pub(crate) async fn reschedule(
        &self,
        author: UserId,
        id: ClientId,
        changes: ScheduledChanges,
    ) -> Result<Scheduled, StoreError> {
        let text = changes.body.map(Text::read);
        self.writer
            .submit(move |tx| Box::pin(reschedule(tx, author, id, text, changes.at)))
            .await
    }

    /// Discards a scheduled message, with its files. `NotFound` if the person has no such message or it was sent.
    pub(crate) async fn unschedule(&self, author: UserId, id: ClientId) -> Result<(), StoreError> {
        self.writer
            .submit(move |tx| Box::pin(unschedule(tx, author, id)))
            .await
    }

    /// Sends a scheduled message now; `@here` notifies the people who are `active`. If it cannot be sent it stays scheduled, and
    /// this fails as [`Store::send`] does.
    pub(crate) async fn send_scheduled(
        &self,
        author: UserId,
        id: ClientId,
        active: Vec<UserId>,
    ) -> Result<Message, StoreError> {
        self.writer
            .submit(move |tx| Box::pin(send_now(tx, author, id, active)))
            .await
    }
}

struct Row {
    client_id: Uuid,
    room: Uuid,
    reply_to: Option<Uuid>,
    body: String,
    at: i64,
    obstacle: Option<String>,
}

impl Row {
    async fn read(
        self,
        connection: &mut SqliteConnection,
        author: UserId,
    ) -> Result<Scheduled, StoreError> {
        let id = ClientId(self.client_id);
        Ok(Scheduled {
            id,
            room: RoomId(self.room),
            reply_to: self.reply_to.map(MessageId),
            body: self.body,
            attachments: attachments::of_scheduled(connection, author, id).await?,
            at: Timestamp(self.at),
            obstacle: self.obstacle.as_deref().map(explanation).transpose()?,
        })
    }
}

/// Returns a person's scheduled messages, in the order of their times.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    author: UserId,
) -> Result<Vec<Scheduled>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT client_id, room, reply_to, body, at, obstacle
           FROM scheduled WHERE author = ? ORDER BY at, client_id",
        author.0
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut scheduled = Vec::with_capacity(rows.len());
    for row in rows {
        scheduled.push(row.read(&mut *connection, author).await?);
    }
    Ok(scheduled)
}

/// Adds the scheduled messages, as they are now, to events of a person's stream. The page ends with the text that brings it to
/// this many bytes.
pub(super) async fn fill(
    connection: &mut SqliteConnection,
    author: UserId,
    events: &mut Vec<Event>,
    bytes: usize,
) -> Result<(), StoreError> {
    let mut size = 0;
    for place in 0..events.len() {
        if let EventKind::ScheduledChanged { id, scheduled } = &mut events[place].kind {
            *scheduled = find(&mut *connection, author, *id).await?;
            size += scheduled.as_ref().map_or(0, |it| it.body.len());
            if size >= bytes {
                events.truncate(place + 1);
                break;
            }
        }
    }
    Ok(())
}

/// Returns a scheduled message.
async fn find(
    connection: &mut SqliteConnection,
    author: UserId,
    id: ClientId,
) -> Result<Option<Scheduled>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "SELECT client_id, room, reply_to, body, at, obstacle
           FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        id.0
    )
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some(row) => Ok(Some(row.read(connection, author).await?)),
        None => Ok(None),
    }
}

/// Returns a scheduled message. `NotFound` if there is none.
async fn require(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<Scheduled, StoreError> {
    let scheduled = find(&mut *tx.connection, author, id).await?;
    scheduled.ok_or(StoreError::NotFound)
}

/// Tells the author's devices the state of a scheduled message.
async fn tell(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<(), StoreError> {
    let scheduled = find(&mut *tx.connection, author, id).await?;
    let changed = EventKind::ScheduledChanged { id, scheduled };
    tx.emit(StreamId::User(author), author, changed).await?;
    Ok(())
}

/// Removes a scheduled message, with its files if they were not sent.
pub(super) async fn remove(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
) -> Result<(), StoreError> {
    attachments::discard(tx, author, id).await?;
    sqlx::query!(
        "DELETE FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        id.0
    )
    .execute(&mut *tx.connection)
    .await?;
    tell(tx, author, id).await
}
