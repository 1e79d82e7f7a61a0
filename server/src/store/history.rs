use super::{
    Store, StoreError, drafts, members,
    messages::{self, Row},
    streams, to_sql,
};
use app::model::{Message, MessagePage, RoomId, StreamId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// Which part of a room's history: the newest, or the part next to a `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    Newest,
    Before(u64),
    After(u64),
    Around(u64),
}

/// A part of a room's history in rising `seq`, without the replies in its threads.
pub(super) struct Excerpt {
    pub(super) messages: Vec<Message>,
    /// Whether there are messages before these.
    pub(super) older: bool,
    /// Whether there are messages after these.
    pub(super) newer: bool,
}

impl Store {
    /// A page of a room's history of at most `limit` messages, with what the person has begun to write there if it may be
    /// the first page that they see. `NotFound` for who is not in the room.
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
        let draft = match window {
            Window::Newest | Window::Around(_) => drafts::at(&mut view, user, room.into()).await?,
            Window::Before(_) | Window::After(_) => None,
        };
        Ok(MessagePage {
            messages: excerpt.messages,
            epoch: self.epoch(),
            seq: streams::head(&mut view, StreamId::Room(room)).await?,
            draft,
        })
    }
}

pub(super) async fn excerpt(
    connection: &mut SqliteConnection,
    room: RoomId,
    window: Window,
    limit: u32,
) -> Result<Excerpt, StoreError> {
    let mut excerpt = bare_excerpt(&mut *connection, room, window, limit as usize).await?;
    messages::complete(connection, room, &mut excerpt.messages).await?;
    Ok(excerpt)
}

/// An excerpt of messages alone, without what is added to them.
async fn bare_excerpt(
    connection: &mut SqliteConnection,
    room: RoomId,
    window: Window,
    limit: usize,
) -> Result<Excerpt, StoreError> {
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
                  client_id AS "client_id: Uuid", body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to AS "reply_to: Uuid"
           FROM messages WHERE room = ? AND seq < ? AND reply_to IS NULL ORDER BY seq DESC LIMIT ?"#,
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
                  client_id AS "client_id: Uuid", body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to AS "reply_to: Uuid"
           FROM messages WHERE room = ? AND seq > ? AND reply_to IS NULL ORDER BY seq LIMIT ?"#,
        room.0,
        seq,
        one_more
    )
    .fetch_all(&mut *connection)
    .await?;
    let newer = messages.len() > limit;
    messages.truncate(limit);
    let older = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM messages WHERE room = ? AND seq <= ? AND reply_to IS NULL
           ) AS "older!: bool""#,
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
        r#"SELECT EXISTS (
               SELECT 1 FROM messages WHERE room = ? AND seq >= ? AND reply_to IS NULL
           ) AS "newer!: bool""#,
        room.0,
        seq
    )
    .fetch_one(connection)
    .await?)
}
