use super::{
    Store, StoreError, drafts, members,
    messages::{self, Row},
    page_bound::PageBound,
    to_sql,
};
use crate::store::engine::streams;
use protocol::{Message, MessagePage, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

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
    /// Whether it ends before the number that was asked for, since its texts are long.
    pub(super) cut: bool,
    /// Whether there are messages before these.
    pub(super) older: bool,
    /// Whether there are messages after these.
    pub(super) newer: bool,
}

impl Store {
    /// A page of a room's history of at most `limit` messages, and fewer where their texts are long, with what the person has
    /// begun to write there if it may be the first page that they see. `NotFound` for who is not in the room.
    pub(crate) async fn history(
        &self,
        user: UserId,
        room: RoomId,
        window: Window,
        limit: u32,
    ) -> Result<MessagePage, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let bound = PageBound {
            messages: limit as usize,
            bytes: self.answer_bytes,
        };
        let excerpt = excerpt(&mut view, room, window, bound).await?;
        let draft = match window {
            Window::Newest | Window::Around(_) => drafts::at(&mut view, user, room.into()).await?,
            Window::Before(_) | Window::After(_) => None,
        };
        Ok(MessagePage {
            cut: excerpt.cut,
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
    bound: PageBound,
) -> Result<Excerpt, StoreError> {
    let mut excerpt = bare_excerpt(&mut *connection, room, window, bound).await?;
    messages::complete(connection, room, &mut excerpt.messages).await?;
    Ok(excerpt)
}

/// An excerpt of messages alone, without what is added to them.
async fn bare_excerpt(
    connection: &mut SqliteConnection,
    room: RoomId,
    window: Window,
    bound: PageBound,
) -> Result<Excerpt, StoreError> {
    match window {
        Window::Newest => before(connection, room, u64::MAX, bound).await,
        Window::Before(seq) => before(connection, room, seq, bound).await,
        Window::After(seq) => after(connection, room, seq, bound).await,
        Window::Around(seq) => {
            let (half, rest) = bound.halves();
            let old = before(&mut *connection, room, seq, half).await?;
            let new = after(connection, room, seq.saturating_sub(1), rest).await?;
            Ok(Excerpt {
                cut: old.cut || new.cut,
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
    bound: PageBound,
) -> Result<Excerpt, StoreError> {
    let (seq, one_more) = (to_sql(seq), bound.one_more());
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, seq, room, author,
                  client_id, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to
           FROM messages WHERE room = ? AND seq < ? AND reply_to IS NULL ORDER BY seq DESC LIMIT ?"#,
        room.0,
        seq,
        one_more
    )
    .fetch(&mut *connection);
    let (mut messages, older) = bound.take(rows).await?;
    messages.reverse();
    let newer = match messages.last() {
        Some(last) => exists_from(connection, room, to_sql(last.seq) + 1).await?,
        None => exists_from(connection, room, seq).await?,
    };
    Ok(Excerpt {
        cut: older && messages.len() < bound.messages,
        messages,
        older,
        newer,
    })
}

async fn after(
    connection: &mut SqliteConnection,
    room: RoomId,
    seq: u64,
    bound: PageBound,
) -> Result<Excerpt, StoreError> {
    let (seq, one_more) = (to_sql(seq), bound.one_more());
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, seq, room, author,
                  client_id, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to
           FROM messages WHERE room = ? AND seq > ? AND reply_to IS NULL ORDER BY seq LIMIT ?"#,
        room.0,
        seq,
        one_more
    )
    .fetch(&mut *connection);
    let (messages, newer) = bound.take(rows).await?;
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
        cut: newer && messages.len() < bound.messages,
        messages,
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
