use super::{
    Store, StoreError, Window, drafts, from_sql, members,
    messages::{self, Row, Target},
    page_bound::PageBound,
    to_sql,
};
use crate::store::engine::streams;
use protocol::{
    Conversation, Follow, FollowedThread, Message, MessageId, MessagePage, RoomId, StreamId,
    Thread, ThreadPage, Timestamp, UserId, limits,
};
use sqlx::SqliteConnection;

impl Store {
    /// A page of a thread, of which the root is the first message: at most `limit` messages, with what the person has begun
    /// to write there if it may be the first page that they see. `NotFound` for who may not
    /// see it, and for a reply.
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
        let bound = PageBound {
            messages: limit as usize,
            bytes: self.answer_bytes,
        };
        let (mut messages, more) = excerpt(&mut view, root.id, window, bound).await?;
        let cut = more && messages.len() < bound.messages;
        messages::complete(&mut view, root.room, &mut messages).await?;
        let at = Conversation {
            room: root.room,
            thread: Some(root.id),
        };
        let draft = match window {
            Window::Newest | Window::Around(_) => drafts::at(&mut view, user, at).await?,
            Window::Before(_) | Window::After(_) => None,
        };
        Ok(MessagePage {
            messages,
            cut,
            epoch: self.epoch(),
            seq: streams::head(&mut view, StreamId::Room(root.room)).await?,
            draft,
        })
    }

    /// The root of the thread that the message at `seq` of a room is a reply in; none where there is no such reply, and for
    /// who is not in the room.
    pub(crate) async fn root_at(
        &self,
        user: UserId,
        room: RoomId,
        seq: u64,
    ) -> Result<Option<MessageId>, StoreError> {
        let mut view = self.view().await?;
        if !members::is_member(&mut view, room, user).await? {
            return Ok(None);
        }
        let seq = to_sql(seq);
        let root = sqlx::query_scalar!(
            r#"SELECT reply_to AS "root!" FROM messages
               WHERE room = ? AND seq = ? AND reply_to IS NOT NULL"#,
            room.0,
            seq
        )
        .fetch_optional(&mut *view)
        .await?;
        Ok(root.map(MessageId))
    }

    /// The threads that a person follows, the last active first, from the one that follows on `after`: at most `limit`,
    /// and fewer where their texts are long.
    pub(crate) async fn threads(
        &self,
        user: UserId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<ThreadPage, StoreError> {
        let mut view = self.view().await?;
        let one_more = i64::from(limits::THREADS_MAX) + 1;
        let mut rows = sqlx::query!(
            r#"SELECT f.thread, m.room, f.seq,
                      f.unread, coalesce(t.last_at, m.at) AS "active_at!: i64"
               FROM follows f JOIN messages m ON m.id = f.thread LEFT JOIN threads t ON t.root = f.thread
               WHERE f.person = ? AND f.following = 1 ORDER BY 5 DESC, f.thread DESC LIMIT ?"#,
            user.0,
            one_more
        )
        .fetch_all(&mut *view)
        .await?;
        if let Some(after) = after {
            let place = rows.iter().position(|row| row.thread == after.0);
            rows.drain(..place.map_or(rows.len(), |place| place + 1));
        }
        let (mut threads, mut size, mut more) = (Vec::new(), 0, false);
        for row in rows {
            if threads.len() >= limit as usize || size >= self.answer_bytes {
                more = true;
                break;
            }
            let follow = Follow {
                thread: MessageId(row.thread),
                room: RoomId(row.room),
                following: true,
                read_seq: from_sql(row.seq),
                unread: from_sql(row.unread),
            };
            let target = Target::anywhere(follow.thread);
            let mut root = messages::seen(&mut view, target, user).await?;
            root.thread = summary(&mut view, root.id).await?;
            size += root.body.len();
            threads.push(FollowedThread { root, follow });
        }
        Ok(ThreadPage { threads, more })
    }
}

/// The replies to a message, but for those that are deleted; none where there are none.
pub(super) async fn summary(
    connection: &mut SqliteConnection,
    root: MessageId,
) -> Result<Option<Thread>, StoreError> {
    let counted = sqlx::query!(
        "SELECT replies, last_seq, last_at FROM threads WHERE root = ?",
        root.0
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(counted) = counted else {
        return Ok(None);
    };
    let most = limits::THREAD_PEOPLE as i64;
    let people = sqlx::query_scalar!(
        "SELECT person FROM thread_authors WHERE root = ? ORDER BY last_seq DESC LIMIT ?",
        root.0,
        most
    )
    .fetch_all(connection)
    .await?;
    Ok(Some(Thread {
        replies: from_sql(counted.replies),
        people: people.into_iter().map(UserId).collect(),
        last_at: Timestamp(counted.last_at),
        last_seq: from_sql(counted.last_seq),
    }))
}

/// Adds their threads to messages of a room, in rising `seq`.
pub(super) async fn add_to(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    let seqs = messages::seqs(&*messages);
    let roots = sqlx::query_scalar!(
        "SELECT m.seq FROM messages m
           WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) AND m.reply_to IS NULL
             AND EXISTS (SELECT 1 FROM threads t WHERE t.root = m.id)",
        room.0,
        seqs
    )
    .fetch_all(&mut *connection)
    .await?;
    for seq in roots {
        let place = messages.binary_search_by_key(&from_sql(seq), |message| message.seq);
        if let Ok(place) = place {
            let message = &mut messages[place];
            message.thread = summary(&mut *connection, message.id).await?;
        }
    }
    Ok(())
}

/// A part of a thread, and whether there is more of it on a side where it ends early.
async fn excerpt(
    connection: &mut SqliteConnection,
    root: MessageId,
    window: Window,
    bound: PageBound,
) -> Result<(Vec<Message>, bool), StoreError> {
    match window {
        Window::Newest => before(connection, root, u64::MAX, bound).await,
        Window::Before(seq) => before(connection, root, seq, bound).await,
        Window::After(seq) => after(connection, root, seq, bound).await,
        Window::Around(seq) => {
            let (half, rest) = bound.halves();
            let (mut messages, older) = before(&mut *connection, root, seq, half).await?;
            let (after, newer) = after(connection, root, seq.saturating_sub(1), rest).await?;
            messages.extend(after);
            Ok((messages, older || newer))
        }
    }
}

async fn before(
    connection: &mut SqliteConnection,
    root: MessageId,
    seq: u64,
    bound: PageBound,
) -> Result<(Vec<Message>, bool), StoreError> {
    let (seq, one_more) = (to_sql(seq), bound.one_more());
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, seq, room, author,
                  client_id, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to
           FROM messages WHERE (id = ?1 OR reply_to = ?1) AND seq < ?2 ORDER BY seq DESC LIMIT ?3"#,
        root.0,
        seq,
        one_more
    )
    .fetch(connection);
    let (mut messages, more) = bound.take(rows).await?;
    messages.reverse();
    Ok((messages, more))
}

async fn after(
    connection: &mut SqliteConnection,
    root: MessageId,
    seq: u64,
    bound: PageBound,
) -> Result<(Vec<Message>, bool), StoreError> {
    let (seq, one_more) = (to_sql(seq), bound.one_more());
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, seq, room, author,
                  client_id, body, at, edited_at,
                  deleted_at IS NOT NULL AS "deleted!: bool", reply_to
           FROM messages WHERE (id = ?1 OR reply_to = ?1) AND seq > ?2 ORDER BY seq LIMIT ?3"#,
        root.0,
        seq,
        one_more
    )
    .fetch(connection);
    bound.take(rows).await
}
