use super::{
    Pending, Store, StoreError,
    change::{Change, Tx},
    from_sql, members, reads, streams, to_sql,
};
use app::model::{
    ClientId, Message, MessageId, MessagePage, RoomId, StreamId, Timestamp, UserId, limits,
};
use sqlx::{SqliteConnection, types::Uuid};

/// A message about to be sent.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage {
    pub(crate) room: RoomId,
    pub(crate) author: UserId,
    pub(crate) client_id: ClientId,
    pub(crate) body: String,
}

/// A message that is stored.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) message: Message,
    /// Whether it was stored before, and this was a repeat.
    pub(crate) repeated: bool,
}

/// Which part of a room's history: the newest, or the part next to a `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    Newest,
    Before(u64),
    After(u64),
    Around(u64),
}

/// A part of a room's history in rising `seq`.
pub(super) struct Excerpt {
    pub(super) messages: Vec<Message>,
    /// Whether there are messages before these.
    pub(super) older: bool,
    /// Whether there are messages after these.
    pub(super) newer: bool,
}

impl Store {
    /// Stores a message once, however often it is sent: a repeat of its `client_id` yields the first one.
    ///
    /// Yields `NotFound` where the author is no member, `Empty`, or `TooLong`.
    pub(crate) fn send(&self, message: NewMessage) -> Result<Pending<Sent>, StoreError> {
        self.writer.submit(Post {
            room: message.room,
            author: message.author,
            client_id: message.client_id,
            body: check_body(message.body),
        })
    }

    /// A page of a room's history of at most `limit` messages; `NotFound` for who is not in the room.
    pub(crate) async fn history(
        &self,
        user: UserId,
        room: RoomId,
        window: Window,
        limit: u32,
    ) -> Result<MessagePage, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let excerpt = excerpt(&mut view, room, window, limit).await?;
        Ok(MessagePage {
            messages: excerpt.messages,
            epoch: self.epoch(),
            seq: streams::head(&mut view, StreamId::Room(room)).await?,
        })
    }
}

pub(super) async fn excerpt(
    connection: &mut SqliteConnection,
    room: RoomId,
    window: Window,
    limit: u32,
) -> Result<Excerpt, StoreError> {
    let limit = limit as usize;
    match window {
        Window::Newest => before(connection, room, u64::MAX, limit).await,
        Window::Before(seq) => before(connection, room, seq, limit).await,
        Window::After(seq) => after(connection, room, seq, limit).await,
        Window::Around(seq) => {
            let half = limit / 2;
            let old = before(&mut *connection, room, seq, half).await?;
            let new = after(connection, room, seq.saturating_sub(1), limit - half).await?;
            Ok(Excerpt {
                messages: [old.messages, new.messages].concat(),
                older: old.older,
                newer: new.newer,
            })
        }
    }
}

async fn before(
    connection: &mut SqliteConnection,
    room: RoomId,
    seq: u64,
    limit: usize,
) -> Result<Excerpt, StoreError> {
    let (seq, one_more) = (to_sql(seq), limit as i64 + 1);
    let mut messages = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: Uuid", seq, room AS "room: Uuid", author AS "author: Uuid",
                  client_id AS "client_id: Uuid", body, at
           FROM messages WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?"#,
        room.0,
        seq,
        one_more
    )
    .fetch_all(&mut *connection)
    .await?;
    let older = messages.len() > limit;
    messages.truncate(limit);
    messages.reverse();
    let newer = match messages.last() {
        Some(last) => exists_from(connection, room, last.seq + 1).await?,
        None => exists_from(connection, room, seq).await?,
    };
    Ok(Excerpt {
        messages: messages.into_iter().map(Message::from).collect(),
        older,
        newer,
    })
}

async fn after(
    connection: &mut SqliteConnection,
    room: RoomId,
    seq: u64,
    limit: usize,
) -> Result<Excerpt, StoreError> {
    let (seq, one_more) = (to_sql(seq), limit as i64 + 1);
    let mut messages = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: Uuid", seq, room AS "room: Uuid", author AS "author: Uuid",
                  client_id AS "client_id: Uuid", body, at
           FROM messages WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?"#,
        room.0,
        seq,
        one_more
    )
    .fetch_all(&mut *connection)
    .await?;
    let newer = messages.len() > limit;
    messages.truncate(limit);
    let older = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM messages WHERE room = ? AND seq <= ?) AS "older!: bool""#,
        room.0,
        seq
    )
    .fetch_one(connection)
    .await?;
    Ok(Excerpt {
        messages: messages.into_iter().map(Message::from).collect(),
        older,
        newer,
    })
}

async fn exists_from(
    connection: &mut SqliteConnection,
    room: RoomId,
    seq: i64,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM messages WHERE room = ? AND seq >= ?) AS "newer!: bool""#,
        room.0,
        seq
    )
    .fetch_one(connection)
    .await?)
}

struct Row {
    id: Uuid,
    seq: i64,
    room: Uuid,
    author: Uuid,
    client_id: Uuid,
    body: String,
    at: i64,
}

impl From<Row> for Message {
    fn from(row: Row) -> Self {
        Self {
            id: MessageId(row.id),
            seq: from_sql(row.seq),
            room: RoomId(row.room),
            author: UserId(row.author),
            client_id: ClientId(row.client_id),
            body: row.body,
            at: Timestamp(row.at),
            edited_at: None,
            deleted: false,
            reactions: Vec::new(),
        }
    }
}

/// A message in the writer's queue. A body that cannot be stored does not take up room there; whether it is the answer
/// depends on what is stored by then.
struct Post {
    room: RoomId,
    author: UserId,
    client_id: ClientId,
    body: Result<String, StoreError>,
}

impl Change for Post {
    type Output = Sent;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Sent, StoreError> {
        if let Some(message) = first_of(tx, self.author, self.client_id).await? {
            let repeated = true;
            return Ok(Sent { message, repeated });
        }
        members::require(&mut *tx.connection, self.room, self.author).await?;
        let body = self.body?;
        let message = Message {
            id: MessageId(Uuid::now_v7()),
            seq: tx.advance(StreamId::Room(self.room)).await?,
            room: self.room,
            author: self.author,
            client_id: self.client_id,
            body,
            at: tx.at,
            edited_at: None,
            deleted: false,
            reactions: Vec::new(),
        };
        insert(tx, &message).await?;
        tx.emit_message(message.clone()).await?;
        reads::advance(
            &mut *tx.connection,
            message.room,
            message.author,
            message.seq,
        )
        .await?;
        let repeated = false;
        Ok(Sent { message, repeated })
    }
}

fn check_body(body: String) -> Result<String, StoreError> {
    if body.trim().is_empty() {
        return Err(StoreError::Empty);
    }
    if body.chars().count() > limits::MESSAGE_CHARS {
        return Err(StoreError::TooLong);
    }
    Ok(body)
}

/// The message that its author sent with this `client_id` before.
async fn first_of(
    tx: &mut Tx<'_>,
    author: UserId,
    client_id: ClientId,
) -> Result<Option<Message>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: Uuid", seq, room AS "room: Uuid", author AS "author: Uuid",
                  client_id AS "client_id: Uuid", body, at
           FROM messages WHERE author = ? AND client_id = ?"#,
        author.0,
        client_id.0
    )
    .fetch_optional(&mut *tx.connection)
    .await?;
    Ok(row.map(Message::from))
}

async fn insert(tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    let seq = to_sql(message.seq);
    sqlx::query!(
        "INSERT INTO messages (id, room, seq, author, client_id, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        message.id.0,
        message.room.0,
        seq,
        message.author.0,
        message.client_id.0,
        message.body,
        message.at.0
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(())
}
