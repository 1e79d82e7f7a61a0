//! Threads: the messages that have replies, and the counts of these.

use super::{
    Store, StoreError, attachments, from_sql, members,
    messages::{self, StoredMessage, Target, message_rows},
    to_sql,
};
use protocol::{
    Follow, FollowedThread, Message, MessageId, RoomId, Thread, ThreadPage, Timestamp, UserId,
    limits,
};
use sqlx::SqliteConnection;

impl Store {
    /// Returns the root of the thread that the message at `seq` of a room is a reply in. `None` if there is no such reply, if
    /// the room shows it too, or if the person is no member.
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
               WHERE room = ? AND seq = ? AND reply_to IS NOT NULL AND in_room = 0"#,
            room.0,
            seq
        )
        .fetch_optional(&mut *view)
        .await?;
        Ok(root.map(MessageId))
    }

    /// Returns the threads that a person follows, the last active first, beginning after `after`: at most `limit`, and fewer
    /// if their texts are long.
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
            let root = messages::seen(&mut view, target, user).await?;
            let mut root = root.into_bare();
            root.thread = summary(&mut view, root.id).await?;
            let replies = last_replies(&mut view, root.id).await?;
            size += root.body.len();
            size += replies.iter().map(|reply| reply.body.len()).sum::<usize>();
            threads.push(FollowedThread {
                root,
                replies,
                follow,
            });
        }
        Ok(ThreadPage { threads, more })
    }
}

/// Returns the last replies to a message that are not deleted, oldest first, with their files.
async fn last_replies(
    connection: &mut SqliteConnection,
    root: MessageId,
) -> Result<Vec<Message>, StoreError> {
    let most = limits::THREAD_EXCERPT as i64;
    let mut rows = message_rows!(
        "WHERE m.reply_to = ? AND m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT ?",
        root.0,
        most
    )
    .fetch_all(&mut *connection)
    .await?;
    rows.reverse();
    let Some(room) = rows.first().map(|row| row.room) else {
        return Ok(Vec::new());
    };
    let mut replies: Vec<_> = rows.into_iter().map(StoredMessage::into_bare).collect();
    attachments::add_to(connection, room, &mut replies).await?;
    Ok(replies)
}

/// Returns the summary of the replies to a message that are not deleted. `None` if there are none.
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

/// Adds the summaries of their threads to messages of a room, in rising `seq`.
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
        if let Some(message) = messages::by_seq(messages, seq) {
            message.thread = summary(&mut *connection, message.id).await?;
        }
    }
    Ok(())
}
