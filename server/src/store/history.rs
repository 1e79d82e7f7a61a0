//! Pages of the history of a room or of a thread.

use super::{
    Store, StoreError, drafts, members,
    messages::{self, StoredMessage, Target, message_rows},
    page_bound::PageBound,
    to_sql, whole,
};
use crate::store::engine::streams;
use protocol::{Conversation, Message, MessagePage, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

/// The part of a history that a page shows: the newest messages, or those next to a `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    Newest,
    Before(u64),
    After(u64),
    Around(u64),
}

impl Store {
    /// Returns a page of a room's history, without replies that are in their thread only: at most `limit` messages, and fewer
    /// if their texts are long. A page that may be the first one that the person sees has their draft too. `NotFound` if the
    /// person is no member.
    pub(crate) async fn history(
        &self,
        user: UserId,
        room: RoomId,
        window: Window,
        limit: u32,
    ) -> Result<MessagePage, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        self.page(&mut view, user, room.into(), window, limit).await
    }

    /// Returns a page of a thread, as [`Store::history`] does. The root is the first message of the thread. `NotFound` if
    /// the person may not see the message, and for a reply.
    pub(crate) async fn thread(
        &self,
        user: UserId,
        target: Target,
        window: Window,
        limit: u32,
    ) -> Result<MessagePage, StoreError> {
        let mut view = self.view().await?;
        let root = messages::seen(&mut view, target, user).await?;
        if root.reply_to.is_some() {
            return Err(StoreError::NotFound);
        }
        let conversation = Conversation {
            room: root.room,
            thread: Some(root.id),
        };
        self.page(&mut view, user, conversation, window, limit)
            .await
    }

    async fn page(
        &self,
        connection: &mut SqliteConnection,
        user: UserId,
        conversation: Conversation,
        window: Window,
        limit: u32,
    ) -> Result<MessagePage, StoreError> {
        let bound = self.page_bound(limit);
        let (messages, cut) = excerpt(&mut *connection, conversation, window, bound).await?;
        let draft = match window {
            Window::Newest | Window::Around(_) => {
                drafts::find(&mut *connection, user, conversation).await?
            }
            Window::Before(_) | Window::After(_) => None,
        };
        Ok(MessagePage {
            messages,
            cut,
            epoch: self.epoch(),
            seq: streams::head(connection, StreamId::Room(conversation.room)).await?,
            draft,
        })
    }
}

/// Returns a part of a history in rising `seq`, and whether it has fewer messages than were asked for because their texts
/// are long.
pub(super) async fn excerpt(
    connection: &mut SqliteConnection,
    conversation: Conversation,
    window: Window,
    bound: PageBound,
) -> Result<(Vec<Message>, bool), StoreError> {
    let (rows, cut) = match window {
        Window::Newest => before(&mut *connection, conversation, u64::MAX, bound).await?,
        Window::Before(seq) => before(&mut *connection, conversation, seq, bound).await?,
        Window::After(seq) => after(&mut *connection, conversation, seq, bound).await?,
        Window::Around(seq) => {
            let (half, rest) = bound.halves();
            let (mut rows, old_cut) = before(&mut *connection, conversation, seq, half).await?;
            let (new, new_cut) =
                after(&mut *connection, conversation, seq.saturating_sub(1), rest).await?;
            rows.extend(new);
            (rows, old_cut || new_cut)
        }
    };
    Ok((whole::complete(connection, rows).await?, cut))
}

async fn before(
    connection: &mut SqliteConnection,
    conversation: Conversation,
    seq: u64,
    bound: PageBound,
) -> Result<(Vec<StoredMessage>, bool), StoreError> {
    let (seq, limit) = (to_sql(seq), bound.one_more());
    let rows = match conversation.thread {
        None => message_rows!(
            "WHERE m.room = ? AND m.seq < ? AND m.in_room = 1 ORDER BY m.seq DESC LIMIT ?",
            conversation.room.0,
            seq,
            limit
        )
        .fetch(connection),
        Some(root) => message_rows!(
            "WHERE (m.id = ?1 OR m.reply_to = ?1) AND m.seq < ?2 ORDER BY m.seq DESC LIMIT ?3",
            root.0,
            seq,
            limit
        )
        .fetch(connection),
    };
    let (mut rows, cut) = bound.take(rows).await?;
    rows.reverse();
    Ok((rows, cut))
}

async fn after(
    connection: &mut SqliteConnection,
    conversation: Conversation,
    seq: u64,
    bound: PageBound,
) -> Result<(Vec<StoredMessage>, bool), StoreError> {
    let (seq, limit) = (to_sql(seq), bound.one_more());
    let rows = match conversation.thread {
        None => message_rows!(
            "WHERE m.room = ? AND m.seq > ? AND m.in_room = 1 ORDER BY m.seq LIMIT ?",
            conversation.room.0,
            seq,
            limit
        )
        .fetch(connection),
        Some(root) => message_rows!(
            "WHERE (m.id = ?1 OR m.reply_to = ?1) AND m.seq > ?2 ORDER BY m.seq LIMIT ?3",
            root.0,
            seq,
            limit
        )
        .fetch(connection),
    };
    bound.take(rows).await
}

/// Returns whether a room has messages before and after a part of its history that [`Window::Newest`] or
/// [`Window::Around`] gave. Such a part is empty only if the room is.
pub(super) async fn continues(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &[Message],
) -> Result<(bool, bool), StoreError> {
    let (Some(first), Some(last)) = (messages.first(), messages.last()) else {
        return Ok((false, false));
    };
    let (first, last) = (to_sql(first.seq), to_sql(last.seq));
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM messages WHERE room = ?1 AND seq < ?2 AND in_room = 1) AS "older!: bool",
                  EXISTS (SELECT 1 FROM messages WHERE room = ?1 AND seq > ?3 AND in_room = 1) AS "newer!: bool""#,
        room.0,
        first,
        last
    )
    .fetch_one(connection)
    .await?;
    Ok((row.older, row.newer))
}
