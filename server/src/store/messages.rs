use super::{
    Pending, Store, StoreError, attachments, direct, fingerprint::Fingerprint, follows, from_sql,
    members, mentions, pins, previews, reactions, reads, rooms, text::Text, threads, to_sql,
};
use crate::store::engine::change::{Change, Tx};
use protocol::{
    ClientId, EventKind, FileId, Message, MessageId, RoomId, StreamId, Timestamp, UserId,
};
use sqlx::{SqliteConnection, types::Uuid};

/// A message about to be sent.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage {
    pub(crate) room: RoomId,
    pub(crate) author: UserId,
    pub(crate) client_id: ClientId,
    pub(crate) body: String,
    /// The text as it came, where names in it have become mentions since: it tells a repeat, whatever people are called by
    /// then.
    pub(crate) typed: Option<String>,
    /// Who is active, in whatever room, if the text may call them with `@here`.
    pub(crate) here: Vec<UserId>,
    /// The message that it replies to.
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) attachments: Vec<FileId>,
}

/// A message that is stored.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) message: Message,
    /// Whether it was stored before, and this was a repeat.
    pub(crate) repeated: bool,
    /// Whether its author may see it. One who has left the room gets a `message` with nothing but what names it.
    pub(crate) visible: bool,
}

/// The message that a request names, by itself or as one of a room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) message: MessageId,
    pub(crate) room: Option<RoomId>,
}

impl Target {
    /// A message by itself, in whatever room.
    pub(crate) fn anywhere(message: MessageId) -> Self {
        let room = None;
        Self { message, room }
    }
}

/// What a change to a message came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) message: MessageId,
    pub(crate) room: RoomId,
    /// The event in the room's stream; none where all was so already.
    pub(crate) seq: Option<u64>,
}

impl Changed {
    pub(super) fn new(message: &Message, seq: Option<u64>) -> Self {
        Self {
            message: message.id,
            room: message.room,
            seq,
        }
    }
}

impl Store {
    /// Stores a message once, however often it is sent: a repeat of its `client_id` yields the first one.
    ///
    /// Yields `Conflict` where the `client_id` was sent with something else, `NotFound` where the author is no member or
    /// what it replies to is deleted or not in the room, `Archived`, `ReadOnly`, `Empty`, `TooLong`, or `NoSuchFile` and
    /// `TooManyFiles` for what is attached.
    pub(crate) fn send(&self, message: NewMessage) -> Result<Pending<Sent>, StoreError> {
        self.writer.submit(Post::new(message))
    }

    /// A message as it is now; `NotFound` for who is not in its room.
    pub(crate) async fn message(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<Message, StoreError> {
        let mut view = self.view().await?;
        let message = seen(&mut view, target, user).await?;
        whole(&mut view, message).await
    }
}

/// A row of the table of messages.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) seq: i64,
    pub(super) room: Uuid,
    pub(super) author: Uuid,
    pub(super) client_id: Uuid,
    pub(super) body: String,
    pub(super) at: i64,
    pub(super) edited_at: Option<i64>,
    pub(super) deleted: bool,
    pub(super) reply_to: Option<Uuid>,
}

impl From<Row> for Message {
    /// The message alone, without what is added to it.
    fn from(row: Row) -> Self {
        Self {
            id: MessageId(row.id),
            seq: from_sql(row.seq),
            room: RoomId(row.room),
            author: UserId(row.author),
            client_id: ClientId(row.client_id),
            body: row.body,
            at: Timestamp(row.at),
            edited_at: row.edited_at.map(Timestamp),
            deleted: row.deleted,
            reply_to: row.reply_to.map(MessageId),
            ..Self::default()
        }
    }
}

/// A message alone, without what is added to it, deleted or not. `NotFound` where the person may not see it, the same as where there
/// is none.
pub(super) async fn seen(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<Message, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT m.id, m.seq, m.room, m.author,
                  m.client_id, m.body, m.at, m.edited_at,
                  m.deleted_at IS NOT NULL AS "deleted!: bool", m.reply_to
           FROM messages m JOIN memberships s ON s.room = m.room AND s.person = ?
             JOIN people p ON p.id = s.person AND p.banned_at IS NULL AND p.deactivated_at IS NULL
           WHERE m.id = ?"#,
        user.0,
        target.message.0
    )
    .fetch_optional(connection)
    .await?;
    let message = row.map(Message::from).ok_or(StoreError::NotFound)?;
    match target.room {
        Some(room) if room != message.room => Err(StoreError::NotFound),
        _ => Ok(message),
    }
}

/// A message that is not deleted, whoever may see it.
pub(super) async fn any(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<Option<Message>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id, seq, room, author,
                  client_id, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to
           FROM messages WHERE id = ? AND deleted_at IS NULL"#,
        message.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Message::from))
}

/// As [`seen`], and `NotFound` for a message that is deleted.
pub(super) async fn present(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<Message, StoreError> {
    let message = seen(connection, target, user).await?;
    if message.deleted {
        return Err(StoreError::NotFound);
    }
    Ok(message)
}

/// Adds to messages of a room, in rising `seq`, all that others bring to them: reactions, previews, pins, files, threads.
pub(super) async fn complete(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    if messages.is_empty() {
        return Ok(());
    }
    reactions::add_to(&mut *connection, room, messages).await?;
    previews::add_to(&mut *connection, room, messages).await?;
    pins::add_to(&mut *connection, room, messages).await?;
    attachments::add_to(&mut *connection, room, &mut *messages).await?;
    threads::add_to(connection, room, messages).await
}

/// The numbers of messages, for `json_each`: those of a thread are few among many, which a range would walk through.
pub(super) fn seqs<'a>(messages: impl IntoIterator<Item = &'a Message>) -> String {
    let seqs: Vec<String> = messages.into_iter().map(|it| it.seq.to_string()).collect();
    format!("[{}]", seqs.join(","))
}

/// A message with all that is added to it.
async fn whole(connection: &mut SqliteConnection, message: Message) -> Result<Message, StoreError> {
    let room = message.room;
    let mut messages = [message];
    complete(connection, room, &mut messages).await?;
    let [message] = messages;
    Ok(message)
}

/// The root of the thread that a message is in: itself, or what it replies to. Deleted or not.
pub(super) async fn thread_of(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<Message, StoreError> {
    let message = seen(&mut *connection, target, user).await?;
    match message.reply_to {
        Some(root) => {
            let target = Target {
                message: root,
                ..target
            };
            seen(connection, target, user).await
        }
        None => Ok(message),
    }
}

/// A message in the writer's queue. A body that cannot be stored is kept as its error: whoever may not write in the room
/// learns that instead.
pub(super) struct Post {
    pub(super) room: RoomId,
    pub(super) author: UserId,
    pub(super) client_id: ClientId,
    pub(super) fingerprint: Fingerprint,
    pub(super) text: Result<Text, StoreError>,
    pub(super) here: Vec<UserId>,
    pub(super) reply_to: Option<MessageId>,
    pub(super) attachments: Vec<FileId>,
    /// Whether its author is not there while it is sent: what they have not read in the room stays unread.
    pub(super) unattended: bool,
}

impl Change for Post {
    type Output = Sent;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Sent, StoreError> {
        if let Some(first) = first_of(tx, self.author, self.client_id).await? {
            self.fingerprint
                .require_same(first.fingerprint.as_deref())?;
            return repeated(tx, first.row.into()).await;
        }
        let root = self.admitted(tx).await?;
        let text = self.text?;
        let (author, client_id) = (self.author, self.client_id);
        let attachments =
            attachments::unsent(tx, self.room, author, client_id, &self.attachments).await?;
        direct::reveal(tx, self.room, author).await?;
        let stream = StreamId::Room(self.room);
        let mut message = Message {
            id: MessageId(Uuid::now_v7()),
            seq: tx.advance(stream).await?,
            room: self.room,
            author: self.author,
            client_id: self.client_id,
            body: text.body,
            at: tx.at,
            reply_to: root.as_ref().map(|root| root.id),
            attachments,
            ..Message::default()
        };
        insert(tx, &message, self.fingerprint).await?;
        attachments::attach(tx, &message).await?;
        if let Some(root) = &root {
            message.thread = threads::summary(&mut *tx.connection, root.id).await?;
        }
        let (mentions, here) = (&text.mentions, &self.here);
        let called = mentions::of_new(&mut *tx.connection, &message, mentions, here).await?;
        mentions::add(&mut *tx.connection, &message, &called).await?;
        let created = EventKind::MessageCreated {
            message: Message {
                mentions: called.people,
                everyone: called.everyone,
                ..message.clone()
            },
        };
        let moves = root.is_none() && !(self.unattended && reads::stay(tx, &message).await?);
        tx.append(stream, message.seq, message.author, created)
            .await?;
        if let Some(root) = &root {
            follows::replied(tx, root, &message, &text.mentions.people).await?;
        }
        if moves {
            let (room, author) = (message.room, message.author);
            reads::advance(&mut *tx.connection, room, author, message.seq).await?;
        }
        message.thread = None;
        Ok(Sent {
            message,
            repeated: false,
            visible: true,
        })
    }
}

impl Post {
    pub(super) fn new(message: NewMessage) -> Self {
        let fingerprint = Fingerprint::of(&message);
        let text = Text::read(message.body);
        let attached = !message.attachments.is_empty();
        Self {
            room: message.room,
            author: message.author,
            client_id: message.client_id,
            fingerprint,
            text: text.and_then(|text| text.admitted(attached)),
            here: message.here,
            reply_to: message.reply_to,
            attachments: message.attachments,
            unattended: false,
        }
    }

    /// The root of the thread that it goes to, if any. Fails where its author may not send it there.
    pub(super) async fn admitted(&self, tx: &mut Tx<'_>) -> Result<Option<Message>, StoreError> {
        members::require(&mut *tx.connection, self.room, self.author).await?;
        let root = self.root(tx).await?;
        match root {
            // Who may write new messages says nothing of replies.
            Some(_) => rooms::require_in_use(&mut *tx.connection, self.room).await?,
            None => rooms::require_post(&mut *tx.connection, self.room, self.author).await?,
        }
        Ok(root)
    }

    /// What it replies to, if anything.
    async fn root(&self, tx: &mut Tx<'_>) -> Result<Option<Message>, StoreError> {
        let Some(message) = self.reply_to else {
            return Ok(None);
        };
        let room = Some(self.room);
        let target = Target { message, room };
        let root = thread_of(&mut *tx.connection, target, self.author).await?;
        if root.deleted {
            return Err(StoreError::NotFound);
        }
        Ok(Some(root))
    }
}

/// A message that its author sent before.
pub(super) struct First {
    row: Row,
    /// None for messages from before there were fingerprints, and for deleted ones.
    pub(super) fingerprint: Option<Vec<u8>>,
}

/// Returns the message that its author sent with this `client_id` before.
pub(super) async fn first_of(
    tx: &mut Tx<'_>,
    author: UserId,
    client_id: ClientId,
) -> Result<Option<First>, StoreError> {
    let first = sqlx::query!(
        r#"SELECT id, seq, room, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to, fingerprint
           FROM messages WHERE author = ? AND client_id = ?"#,
        author.0,
        client_id.0
    )
    .fetch_optional(&mut *tx.connection)
    .await?;
    Ok(first.map(|first| First {
        row: Row {
            id: first.id,
            seq: first.seq,
            room: first.room,
            author: author.0,
            client_id: client_id.0,
            body: first.body,
            at: first.at,
            edited_at: first.edited_at,
            deleted: first.deleted,
            reply_to: first.reply_to,
        },
        fingerprint: first.fingerprint,
    }))
}

/// Answers a repeat. An author who has left the room learns that the message was stored, and nothing that came after.
async fn repeated(tx: &mut Tx<'_>, message: Message) -> Result<Sent, StoreError> {
    let (room, author) = (message.room, message.author);
    let visible = members::is_member(&mut *tx.connection, room, author).await?;
    let message = if visible {
        whole(&mut *tx.connection, message).await?
    } else {
        Message {
            id: message.id,
            seq: message.seq,
            room,
            author,
            client_id: message.client_id,
            ..Message::default()
        }
    };
    Ok(Sent {
        message,
        repeated: true,
        visible,
    })
}

async fn insert(
    tx: &mut Tx<'_>,
    message: &Message,
    fingerprint: Fingerprint,
) -> Result<(), StoreError> {
    let seq = to_sql(message.seq);
    let reply_to = message.reply_to.map(|root| root.0);
    let fingerprint = fingerprint.as_sql();
    sqlx::query!(
        "INSERT INTO messages (id, room, seq, author, client_id, body, at, reply_to, fingerprint)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id.0,
        message.room.0,
        seq,
        message.author.0,
        message.client_id.0,
        message.body,
        message.at.0,
        reply_to,
        fingerprint
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(())
}
