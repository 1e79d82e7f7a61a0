//! Messages that wait for their time to be sent, by the very change that sends any other.

mod sending;

pub(super) use sending::SendDue;
use sending::told;

use super::{
    NewMessage, Store, StoreError, attachments, due,
    fingerprint::Fingerprint,
    messages::{self, Post},
    text::Text,
};
use crate::store::engine::change::{Change, Tx};
use markdown::{self, Mentions};
use protocol::{
    ClientId, Event, EventKind, Message, MessageId, RoomId, Scheduled, StreamId, Timestamp, UserId,
    limits,
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
    /// Fails as [`Store::send`] does where it could not be sent now, also with `Conflict` where it is scheduled; `NotAhead`,
    /// `TooMuchScheduled`.
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
    /// `NotFound` where the person has none such, or it was sent; `Empty`, `Invisible`, `TooLong`, `NotAhead`,
    /// `TooMuchScheduled`.
    pub(crate) async fn reschedule(
        &self,
        author: UserId,
        id: ClientId,
        changes: ScheduledChanges,
    ) -> Result<Scheduled, StoreError> {
        let change = Reschedule {
            author,
            id,
            text: changes.body.map(Text::read),
            at: changes.at,
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

/// Adds to events of a person's stream what is scheduled, as it is now. The page ends with the text that brings it to so
/// many bytes.
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

/// Returns the fingerprint of what was scheduled first. None for what was scheduled before there were fingerprints.
async fn fingerprint(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sqlx::query_scalar!(
        "SELECT fingerprint FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        id.0
    )
    .fetch_optional(&mut *tx.connection)
    .await?;
    Ok(row.flatten())
}

/// `TooManyScheduled` where a person has more waiting than they may: every page of theirs brings all of it.
async fn require_bounds(tx: &mut Tx<'_>, author: UserId) -> Result<(), StoreError> {
    let waiting = sqlx::query!(
        r#"SELECT count(*) AS "count!: i64", coalesce(sum(length(CAST(body AS BLOB))), 0) AS "bytes!: i64"
           FROM scheduled WHERE author = ?"#,
        author.0
    )
    .fetch_one(&mut *tx.connection)
    .await?;
    if waiting.count > limits::SCHEDULED {
        return Err(StoreError::TooManyScheduled);
    }
    if waiting.bytes > limits::SCHEDULED_BYTES {
        return Err(StoreError::TooMuchScheduled);
    }
    Ok(())
}

async fn tell(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<(), StoreError> {
    let scheduled = find(&mut *tx.connection, author, id).await?;
    let changed = EventKind::ScheduledChanged { id, scheduled };
    tx.emit(StreamId::User(author), author, changed).await?;
    Ok(())
}

/// Takes what is scheduled away, with those of its files that went with no message.
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

/// Whom a text mentions, as the database has it.
fn written(mentions: &Mentions) -> Result<String, StoreError> {
    serde_json::to_string(mentions).map_err(|_| StoreError::Corrupt("mentions"))
}

/// Returns the message that becomes of what is scheduled.
async fn post(
    tx: &mut Tx<'_>,
    author: UserId,
    scheduled: Scheduled,
    here: Vec<UserId>,
) -> Result<Post, StoreError> {
    let mentions = sqlx::query_scalar!(
        "SELECT mentions FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        scheduled.id.0
    )
    .fetch_one(&mut *tx.connection)
    .await?;
    let mentions = match mentions {
        Some(json) => serde_json::from_str(&json).map_err(|_| StoreError::Corrupt("mentions"))?,
        // Scheduled by a server that did not write them down yet.
        None => markdown::mentions(&scheduled.body, &markdown::EMOJI),
    };
    let first = fingerprint(tx, author, scheduled.id).await?;
    let message = NewMessage {
        room: scheduled.room,
        author,
        client_id: scheduled.id,
        typed: None,
        body: scheduled.body,
        here,
        reply_to: scheduled.reply_to,
        attachments: scheduled.attachments.iter().map(|it| it.id).collect(),
    };
    // The text may have changed since its author sent it first.
    let first = first.as_deref().and_then(Fingerprint::from_sql);
    Ok(Post {
        room: message.room,
        author,
        client_id: message.client_id,
        fingerprint: first.unwrap_or_else(|| Fingerprint::of(&message)),
        text: Ok(Text::stored(message.body, mentions)),
        here: message.here,
        reply_to: message.reply_to,
        attachments: message.attachments,
        // Its author is not there while it is sent: what they have not read in the room stays unread.
        unattended: true,
    })
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
            let first = fingerprint(tx, author, id).await?;
            post.fingerprint.require_same(first.as_deref())?;
            return Ok(Planned::Repeated(scheduled));
        }
        if let Some(first) = messages::first_of(tx, author, id).await? {
            post.fingerprint
                .require_same(first.fingerprint.as_deref())?;
            return Ok(Planned::Sent);
        }
        due::require_ahead(tx, at)?;
        let root = post.admitted(tx).await?.map(|root| root.id.0);
        let files = attachments::unsent(tx, post.room, author, id, &post.attachments).await?;
        let text = post.text?;
        let mentions = written(&text.mentions)?;
        let fingerprint = post.fingerprint.as_sql();
        sqlx::query!(
            "INSERT INTO scheduled (author, client_id, room, reply_to, body, mentions, at, fingerprint)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            author.0,
            id.0,
            post.room.0,
            root,
            text.body,
            mentions,
            at.0,
            fingerprint
        )
        .execute(&mut *tx.connection)
        .await?;
        require_bounds(tx, author).await?;
        attachments::set_aside(tx, id, &files).await?;
        tell(tx, author, id).await?;
        let scheduled = find(&mut *tx.connection, author, id).await?;
        scheduled.map(Planned::New).ok_or(StoreError::NotFound)
    }
}

struct Reschedule {
    author: UserId,
    id: ClientId,
    text: Option<Result<Text, StoreError>>,
    at: Option<Timestamp>,
}

impl Change for Reschedule {
    type Output = Scheduled;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Scheduled, StoreError> {
        let Self {
            author,
            id,
            text,
            at,
        } = self;
        let before = find(&mut *tx.connection, author, id).await?;
        let before = before.ok_or(StoreError::NotFound)?;
        let mut after = before.clone();
        let mut mentions = None;
        if let Some(text) = text {
            let text = text?.admitted(!after.attachments.is_empty())?;
            mentions = Some(written(&text.mentions)?);
            after.body = text.body;
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
            "UPDATE scheduled SET body = ?, mentions = coalesce(?, mentions), at = ?, obstacle = CASE WHEN ? THEN NULL ELSE obstacle END
             WHERE author = ? AND client_id = ?",
            after.body,
            mentions,
            after.at.0,
            postponed,
            author.0,
            id.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if after.body.len() > before.body.len() {
            require_bounds(tx, author).await?;
        }
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
        let post = post(tx, self.author, scheduled, self.active).await?;
        let sent = post.apply(tx).await?;
        remove(tx, self.author, self.id).await?;
        Ok(sent.message)
    }
}
