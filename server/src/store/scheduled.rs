//! Messages that wait for their time to be sent, by the very change that sends any other.

mod sending;

pub(super) use sending::SendDue;
use sending::told;

use super::{
    NewMessage, Store, StoreError, attachments,
    change::{Change, Tx},
    due,
    messages::{self, Post},
};
use app::{
    model::{ClientId, Message, MessageId, RoomId, Scheduled, StreamId, Timestamp, UserId, limits},
    protocol::{Event, EventKind},
};
use sqlx::{SqliteConnection, types::Uuid};

/// What came of a message that was to be scheduled.
pub(crate) enum Planned {
    New(Scheduled),
    /// It is scheduled under this `client_id` already, as it was the first time.
    Repeated(Scheduled),
    /// It was scheduled, and is sent by now.
    Sent,
}

/// What is to change of a message that is scheduled.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScheduledChanges {
    pub(crate) body: Option<String>,
    pub(crate) at: Option<Timestamp>,
}

impl Store {
    /// What the server is to send for a person, in the order of its times.
    pub(crate) async fn scheduled(&self, user: UserId) -> Result<Vec<Scheduled>, StoreError> {
        of_person(&mut *self.view().await?, user).await
    }

    /// Keeps a message until its time, once, however often it is asked for.
    ///
    /// Fails as [`Store::send`] does where it could not be sent now; `NotAhead`, `TooManyScheduled`.
    pub(crate) async fn schedule(
        &self,
        message: NewMessage,
        at: Timestamp,
    ) -> Result<Planned, StoreError> {
        let post = Post::new(message);
        self.writer.submit(Schedule { post, at })?.await
    }

    /// Changes the text or the time of a message that is scheduled. With a new time an obstacle is forgotten.
    ///
    /// `NotFound` where the person has none such, or it was sent; `Empty`, `TooLong`, `NotAhead`.
    pub(crate) async fn reschedule(
        &self,
        author: UserId,
        id: ClientId,
        changes: ScheduledChanges,
    ) -> Result<Scheduled, StoreError> {
        let change = Reschedule {
            author,
            id,
            changes,
        };
        self.writer.submit(change)?.await
    }

    /// Discards a message that is scheduled, with its files. `NotFound` where the person has none such, or it was sent.
    pub(crate) async fn unschedule(&self, author: UserId, id: ClientId) -> Result<(), StoreError> {
        self.writer.submit(Unschedule { author, id })?.await
    }

    /// Sends a message that is scheduled now; `@here` calls those who are active. Where it cannot be sent it stays as it
    /// is, and this fails as [`Store::send`] does.
    pub(crate) async fn send_scheduled(
        &self,
        author: UserId,
        id: ClientId,
        active: Vec<UserId>,
    ) -> Result<Message, StoreError> {
        self.writer.submit(SendNow { author, id, active })?.await
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
            obstacle: self.obstacle.as_deref().map(told).transpose()?,
        })
    }
}

/// All that the server is to send for a person, in the order of its times.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    author: UserId,
) -> Result<Vec<Scheduled>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT client_id AS "client_id: Uuid", room AS "room: Uuid", reply_to AS "reply_to: Uuid", body, at, obstacle
           FROM scheduled WHERE author = ? ORDER BY at, client_id"#,
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

/// Adds to events of a person's stream what is scheduled, as it is now.
pub(super) async fn fill(
    connection: &mut SqliteConnection,
    author: UserId,
    events: &mut [Event],
) -> Result<(), StoreError> {
    for event in events {
        if let EventKind::ScheduledChanged { id, scheduled } = &mut event.kind {
            *scheduled = find(&mut *connection, author, *id).await?;
        }
    }
    Ok(())
}

async fn find(
    connection: &mut SqliteConnection,
    author: UserId,
    id: ClientId,
) -> Result<Option<Scheduled>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT client_id AS "client_id: Uuid", room AS "room: Uuid", reply_to AS "reply_to: Uuid", body, at, obstacle
           FROM scheduled WHERE author = ? AND client_id = ?"#,
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

async fn tell(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<(), StoreError> {
    let scheduled = find(&mut *tx.connection, author, id).await?;
    let changed = EventKind::ScheduledChanged { id, scheduled };
    tx.emit(StreamId::User(author), author, changed).await?;
    Ok(())
}

/// Takes what is scheduled away, with those of its files that went with no message.
async fn remove(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<(), StoreError> {
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

/// The message that becomes of what is scheduled.
fn post(author: UserId, scheduled: Scheduled, here: Vec<UserId>) -> Post {
    Post::new(NewMessage {
        room: scheduled.room,
        author,
        client_id: scheduled.id,
        body: scheduled.body,
        here,
        reply_to: scheduled.reply_to,
        attachments: scheduled.attachments.iter().map(|it| it.id).collect(),
    })
    .unattended()
}

struct Schedule {
    post: Post,
    at: Timestamp,
}

impl Change for Schedule {
    type Output = Planned;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Planned, StoreError> {
        let Self { post, at } = self;
        let (author, id) = (post.author, post.client_id);
        if let Some(scheduled) = find(&mut *tx.connection, author, id).await? {
            return Ok(Planned::Repeated(scheduled));
        }
        if messages::first_of(tx, author, id).await?.is_some() {
            return Ok(Planned::Sent);
        }
        due::require_ahead(tx, at)?;
        let root = post.admitted(tx).await?.map(|root| root.id.0);
        let files = attachments::unsent(tx, post.room, author, id, &post.attachments).await?;
        let body = post.body?;
        sqlx::query!(
            "INSERT INTO scheduled (author, client_id, room, reply_to, body, at) VALUES (?, ?, ?, ?, ?, ?)",
            author.0,
            id.0,
            post.room.0,
            root,
            body,
            at.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let count =
            sqlx::query_scalar!("SELECT count(*) FROM scheduled WHERE author = ?", author.0)
                .fetch_one(&mut *tx.connection)
                .await?;
        if count > limits::SCHEDULED {
            return Err(StoreError::TooManyScheduled);
        }
        require_room(tx, author).await?;
        attachments::set_aside(tx, id, &files).await?;
        tell(tx, author, id).await?;
        let scheduled = find(&mut *tx.connection, author, id).await?;
        scheduled.map(Planned::New).ok_or(StoreError::NotFound)
    }
}

/// Refuses what makes a person's scheduled texts too long in all: every snapshot holds them.
async fn require_room(tx: &mut Tx<'_>, author: UserId) -> Result<(), StoreError> {
    let bytes = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(length(CAST(body AS BLOB))), 0) AS "bytes!: i64" FROM scheduled WHERE author = ?"#,
        author.0
    )
    .fetch_one(&mut *tx.connection)
    .await?;
    match bytes > limits::SCHEDULED_BYTES {
        true => Err(StoreError::TooMuchScheduled),
        false => Ok(()),
    }
}

struct Reschedule {
    author: UserId,
    id: ClientId,
    changes: ScheduledChanges,
}

impl Change for Reschedule {
    type Output = Scheduled;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Scheduled, StoreError> {
        let Self {
            author,
            id,
            changes: ScheduledChanges { body, at },
        } = self;
        let before = find(&mut *tx.connection, author, id).await?;
        let before = before.ok_or(StoreError::NotFound)?;
        let mut after = before.clone();
        if let Some(body) = body {
            after.body = messages::check_text(body, !after.attachments.is_empty())?;
        }
        if let Some(at) = at {
            due::require_ahead(tx, at)?;
            (after.at, after.obstacle) = (at, None);
        }
        if after == before {
            return Ok(after);
        }
        let postponed = at.is_some();
        sqlx::query!(
            "UPDATE scheduled SET body = ?, at = ?, obstacle = CASE WHEN ? THEN NULL ELSE obstacle END
             WHERE author = ? AND client_id = ?",
            after.body,
            after.at.0,
            postponed,
            author.0,
            id.0
        )
        .execute(&mut *tx.connection)
        .await?;
        require_room(tx, author).await?;
        tell(tx, author, id).await?;
        Ok(after)
    }
}

struct Unschedule {
    author: UserId,
    id: ClientId,
}

impl Change for Unschedule {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let known = find(&mut *tx.connection, self.author, self.id).await?;
        known.ok_or(StoreError::NotFound)?;
        remove(tx, self.author, self.id).await
    }
}

struct SendNow {
    author: UserId,
    id: ClientId,
    active: Vec<UserId>,
}

impl Change for SendNow {
    type Output = Message;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Message, StoreError> {
        let scheduled = find(&mut *tx.connection, self.author, self.id).await?;
        let scheduled = scheduled.ok_or(StoreError::NotFound)?;
        let sent = post(self.author, scheduled, self.active).apply(tx).await?;
        remove(tx, self.author, self.id).await?;
        Ok(sent.message)
    }
}
