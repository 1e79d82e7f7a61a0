//! Changes of who follows a thread, and of unread replies, by a reply that is sent, edited or deleted.

use super::{StoreError, follows, from_sql, members, messages::StoredMessage, to_sql};
use crate::store::engine::{change::Tx, sql};
use protocol::{EventKind, Follow, MessageId, RoomId, StreamId, UserId};
use sqlx::types::Uuid;

/// The most people whom one text makes followers by mentioning them.
const MENTIONED: i64 = 100;

/// Handles a new reply. Its author follows the thread and has read it. The root's author and the people whom the reply
/// mentions follow the thread, unless they have stopped following it. All followers are told.
pub(super) async fn replied(
    tx: &mut Tx<'_>,
    root: &StoredMessage,
    reply: &StoredMessage,
    mentioned: &[UserId],
) -> Result<(), StoreError> {
    if members::is_member(tx, root.room, root.author).await? {
        let before = to_sql(reply.seq - 1);
        sqlx::query!(
            "INSERT INTO follows (thread, person, following, seq) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING",
            root.id.0,
            root.author.0,
            before
        )
        .execute(&mut **tx)
        .await?;
    }
    add_mentioned(tx, root.id, reply, mentioned).await?;
    follows::set(tx, root.id, reply.author, true, reply.seq).await?;
    let followers = sqlx::query_as!(
        Follower,
        "SELECT person, seq, unread FROM follows WHERE thread = ? AND following = 1",
        root.id.0
    )
    .fetch_all(&mut **tx)
    .await?;
    tell_all(tx, root.room, root.id, followers, reply.author).await
}

/// Handles an edit of a message. If it is a reply, the people whom it mentions now follow its thread as if the reply were new.
/// Those who become followers by that are told.
pub(super) async fn edited(
    tx: &mut Tx<'_>,
    reply: &StoredMessage,
    mentioned: &[UserId],
) -> Result<(), StoreError> {
    let Some(root) = reply.reply_to else {
        return Ok(());
    };
    for person in add_mentioned(tx, root, reply, mentioned).await? {
        follows::tell(tx, reply.room, root, person, reply.author).await?;
    }
    Ok(())
}

/// Handles the deletion of a message. If it is a reply, the followers who had not read it are told.
pub(super) async fn deleted(
    tx: &mut Tx<'_>,
    actor: UserId,
    reply: &StoredMessage,
) -> Result<(), StoreError> {
    let Some(root) = reply.reply_to else {
        return Ok(());
    };
    let seq = to_sql(reply.seq);
    let followers = sqlx::query_as!(
        Follower,
        "SELECT person, seq, unread FROM follows
         WHERE thread = ? AND following = 1 AND seq < ? AND person <> ?",
        root.0,
        seq,
        reply.author.0
    )
    .fetch_all(&mut **tx)
    .await?;
    tell_all(tx, reply.room, root, followers, actor).await
}

/// Makes members whom a reply mentions follow its thread from that reply on, unless they have stopped following it. Returns
/// those who are new.
async fn add_mentioned(
    tx: &mut Tx<'_>,
    root: MessageId,
    reply: &StoredMessage,
    mentioned: &[UserId],
) -> Result<Vec<UserId>, StoreError> {
    if mentioned.is_empty() {
        return Ok(Vec::new());
    }
    let others = mentioned.iter().filter(|person| **person != reply.author);
    let keys: Vec<_> = others.copied().map(sql::hex).collect();
    let (keys, before) = (sql::json(&keys)?, to_sql(reply.seq - 1));
    let new = sqlx::query_scalar!(
        "INSERT INTO follows (thread, person, following, seq)
         SELECT ?1, m.person, 1, ?2
         FROM json_each(?3) k JOIN memberships m ON m.room = ?4 AND m.person = unhex(k.value)
         WHERE true LIMIT ?5
         ON CONFLICT DO NOTHING RETURNING person",
        root.0,
        before,
        keys,
        reply.room.0,
        MENTIONED
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(new.into_iter().map(UserId).collect())
}

/// A person who follows a thread, with their read position in it and the number of unread replies.
struct Follower {
    person: Uuid,
    seq: i64,
    unread: i64,
}

/// Tells followers' devices the state of a thread for each of them.
async fn tell_all(
    tx: &mut Tx<'_>,
    room: RoomId,
    thread: MessageId,
    followers: Vec<Follower>,
    actor: UserId,
) -> Result<(), StoreError> {
    for follower in followers {
        let follow = Follow {
            thread,
            room,
            following: true,
            read_seq: from_sql(follower.seq),
            unread: from_sql(follower.unread),
        };
        let stream = StreamId::User(UserId(follower.person));
        tx.emit(stream, actor, EventKind::ThreadChanged { follow })
            .await?;
    }
    Ok(())
}
