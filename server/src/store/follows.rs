//! Follows of threads, with the read position of each follower. Every change is an event of the person's own stream, with
//! the number of unread replies: the order of that one stream is enough for their devices to agree.

use super::{
    Store, StoreError, Submitted, from_sql,
    messages::{self, Target},
    to_sql,
};
use crate::store::engine::{
    change::{Emitted, Tx},
    streams,
};
use protocol::{EventKind, Follow, FollowState, MessageId, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Makes a person follow the thread of a message from here on, or stop following it.
    ///
    /// Yields `None` if nothing changed, `NotFound` if they may not see the message.
    pub(crate) fn follow(
        &self,
        user: UserId,
        target: Target,
        on: bool,
    ) -> Submitted<Option<Emitted>> {
        let action = FollowAction::Follow(on);
        submit!(self, change_follow(user, target, action))
    }

    /// Moves a person's read position in a thread that they follow forward to `seq`, or to the end of the room's stream if
    /// that comes first.
    ///
    /// Yields `None` if nothing changed or they do not follow the thread, `NotFound` if they may not see the message.
    pub(crate) fn read_thread(
        &self,
        user: UserId,
        target: Target,
        seq: u64,
    ) -> Submitted<Option<Emitted>> {
        let action = FollowAction::Read(seq);
        submit!(self, change_follow(user, target, action))
    }

    /// Moves a person's read position in a thread, forward or back, so that replies from `seq` on are unread. The person
    /// follows the thread from then on.
    ///
    /// Yields `None` if nothing changed, `NotFound` if they may not see the message.
    pub(crate) fn mark_thread_unread(
        &self,
        user: UserId,
        target: Target,
        seq: u64,
    ) -> Submitted<Option<Emitted>> {
        let action = FollowAction::MarkUnread(seq);
        submit!(self, change_follow(user, target, action))
    }

    /// Returns whether a person follows the thread of a message, and how much of it they have not read.
    pub(crate) async fn follow_state(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<FollowState, StoreError> {
        let mut view = self.view().await?;
        let root = messages::thread_of(&mut view, target, user).await?;
        Ok(FollowState {
            follow: state(&mut view, root.room, root.id, user).await?,
            epoch: self.epoch(),
            seq: streams::head(&mut view, StreamId::User(user)).await?,
        })
    }
}

/// Returns the threads that a person follows and has not read.
pub(super) async fn unread_of(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<Follow>, StoreError> {
    let rows = sqlx::query!(
        "SELECT f.thread, m.room, f.seq, f.unread FROM follows f JOIN messages m ON m.id = f.thread
         WHERE f.person = ? AND f.following = 1 AND f.unread > 0",
        user.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Follow {
            thread: MessageId(row.thread),
            room: RoomId(row.room),
            following: true,
            read_seq: from_sql(row.seq),
            unread: from_sql(row.unread),
        })
        .collect())
}

/// Deletes the follows in a room of a person who leaves it.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "DELETE FROM follows WHERE person = ?
           AND EXISTS (SELECT 1 FROM messages m WHERE m.id = follows.thread AND m.room = ?)",
        user.0,
        room.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Returns the state of a thread for a person.
async fn state(
    connection: &mut SqliteConnection,
    room: RoomId,
    thread: MessageId,
    user: UserId,
) -> Result<Follow, StoreError> {
    let row = sqlx::query!(
        "SELECT following, seq, unread FROM follows WHERE thread = ? AND person = ?",
        thread.0,
        user.0
    )
    .fetch_optional(connection)
    .await?;
    let (following, seq, unread) = row.map_or((false, 0, 0), |row| {
        (row.following, from_sql(row.seq), from_sql(row.unread))
    });
    Ok(Follow {
        thread,
        room,
        following,
        read_seq: seq,
        unread: if following { unread } else { 0 },
    })
}

/// Tells a person's devices the state of a thread.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    room: RoomId,
    thread: MessageId,
    user: UserId,
    actor: UserId,
) -> Result<Emitted, StoreError> {
    let follow = state(tx, room, thread, user).await?;
    let stream = StreamId::User(user);
    let changed = EventKind::ThreadChanged { follow };
    let seq = tx.emit(stream, actor, changed).await?;
    Ok(Emitted { stream, seq })
}

/// Stores whether a person follows a thread, and their read position in it.
pub(super) async fn set(
    tx: &mut Tx<'_>,
    thread: MessageId,
    user: UserId,
    following: bool,
    seq: u64,
) -> Result<(), StoreError> {
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO follows (thread, person, following, seq) VALUES (?, ?, ?, ?)
         ON CONFLICT (thread, person) DO UPDATE SET following = excluded.following, seq = excluded.seq",
        thread.0,
        user.0,
        following,
        seq
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An action of a person on a thread.
enum FollowAction {
    Follow(bool),
    Read(u64),
    MarkUnread(u64),
}

async fn change_follow(
    tx: &mut Tx<'_>,
    user: UserId,
    target: Target,
    action: FollowAction,
) -> Result<Option<Emitted>, StoreError> {
    let root = messages::thread_of(tx, target, user).await?;
    let before = state(tx, root.room, root.id, user).await?;
    let head = streams::head(tx, StreamId::Room(root.room)).await?;
    let (following, seq) = match action {
        FollowAction::Follow(true) => (true, head),
        FollowAction::Follow(false) => (false, before.read_seq),
        FollowAction::Read(seq) => (before.following, seq.min(head).max(before.read_seq)),
        FollowAction::MarkUnread(seq) => (true, seq.saturating_sub(1).min(head)),
    };
    let is_unchanged = following == before.following
        && match action {
            FollowAction::Follow(_) => true,
            FollowAction::Read(_) => !following || seq == before.read_seq,
            FollowAction::MarkUnread(_) => seq == before.read_seq,
        };
    if is_unchanged {
        return Ok(None);
    }
    set(tx, root.id, user, following, seq).await?;
    Ok(Some(tell(tx, root.room, root.id, user, user).await?))
}
