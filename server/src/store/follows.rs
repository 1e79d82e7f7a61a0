//! Who follows which thread, and how far they have read it. All of it is told in the person's own stream, with the count
//! of what is unread, so that their devices agree by the order of that stream alone.

use super::{
    Pending, Store, StoreError, from_sql, members,
    messages::{self, Target},
    to_sql,
};
use crate::store::engine::{
    change::{Change, Emitted, Tx},
    streams,
};
use protocol::{EventKind, Follow, FollowState, Message, MessageId, RoomId, StreamId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

impl Store {
    /// A person follows the thread of a message from here on, or no longer; what is so already stays.
    ///
    /// Yields `NotFound` where they may not see the message.
    pub(crate) fn follow(
        &self,
        user: UserId,
        target: Target,
        on: bool,
    ) -> Result<Pending<Option<Emitted>>, StoreError> {
        self.writer.submit(SetFollow { user, target, on })
    }

    /// Moves a person's read position in a thread that they follow forward to `seq`, or to the end of the room's stream
    /// where that comes first.
    ///
    /// Yields none where the position was there already or they do not follow, `NotFound` where they may not see the
    /// message.
    pub(crate) fn read_thread(
        &self,
        user: UserId,
        target: Target,
        seq: u64,
    ) -> Result<Pending<Option<Emitted>>, StoreError> {
        self.writer.submit(ReadThread { user, target, seq })
    }

    /// Moves a person's read position in a thread, forward or back, so that what is at `seq` and after it counts as unread.
    /// Who did not follow the thread does from here on.
    ///
    /// Yields none where all was so already, `NotFound` where they may not see the message.
    pub(crate) fn mark_thread_unread(
        &self,
        user: UserId,
        target: Target,
        seq: u64,
    ) -> Result<Pending<Option<Emitted>>, StoreError> {
        self.writer.submit(MarkThreadUnread { user, target, seq })
    }

    /// Whether a person follows the thread of a message, and what of it they have not read.
    pub(crate) async fn follow_state(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<FollowState, StoreError> {
        let mut view = self.view().await?;
        let root = messages::thread_of(&mut view, target, user).await?;
        Ok(FollowState {
            follow: state(&mut view, &root, user).await?,
            epoch: self.epoch(),
            seq: streams::head(&mut view, StreamId::User(user)).await?,
        })
    }
}

/// The threads that a person follows and has not read.
pub(super) async fn unread_of(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<Follow>, StoreError> {
    let rows = sqlx::query!(
        "SELECT f.thread, m.room, f.seq, f.unread
           FROM follows f JOIN messages m ON m.id = f.thread
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

/// The most people who come to follow a thread by one text that mentions them.
const CALLED: i64 = 100;

/// A reply is there: its author follows the thread and has read it; the root's author and the people whom the reply
/// mentions follow it, unless they have said that they do not; and all who follow are told.
pub(super) async fn replied(
    tx: &mut Tx<'_>,
    root: &Message,
    reply: &Message,
    mentioned: &[UserId],
) -> Result<(), StoreError> {
    if members::is_member(&mut *tx.connection, root.room, root.author).await? {
        let before = to_sql(reply.seq - 1);
        sqlx::query!(
            "INSERT INTO follows (thread, person, following, seq) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING",
            root.id.0,
            root.author.0,
            before
        )
        .execute(&mut *tx.connection)
        .await?;
    }
    call(tx, root.id, reply, mentioned).await?;
    set(tx, root.id, reply.author, true, reply.seq).await?;
    let followers = sqlx::query_as!(
        Follower,
        "SELECT person, seq, unread FROM follows WHERE thread = ? AND following = 1",
        root.id.0
    )
    .fetch_all(&mut *tx.connection)
    .await?;
    tell_all(tx, root, followers, reply.author).await
}

/// A reply was edited: the people whom it mentions now follow its thread as if it were new, and those are told who did not
/// follow it before.
pub(super) async fn edited(
    tx: &mut Tx<'_>,
    reply: &Message,
    mentioned: &[UserId],
) -> Result<(), StoreError> {
    let Some(root) = reply.reply_to else {
        return Ok(());
    };
    let called = call(tx, root, reply, mentioned).await?;
    let root = Message {
        id: root,
        room: reply.room,
        ..Message::default()
    };
    for person in called {
        tell(tx, &root, person, reply.author).await?;
    }
    Ok(())
}

/// Lets members whom a reply mentions follow its thread from that reply on. Returns those who have never said whether they
/// do.
async fn call(
    tx: &mut Tx<'_>,
    root: MessageId,
    reply: &Message,
    mentioned: &[UserId],
) -> Result<Vec<UserId>, StoreError> {
    if mentioned.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<_> = mentioned
        .iter()
        .filter(|person| **person != reply.author)
        .map(|person| person.0.simple().to_string())
        .collect();
    let keys = format!("[\"{}\"]", keys.join("\",\""));
    let before = to_sql(reply.seq - 1);
    let called = sqlx::query_scalar!(
        "INSERT INTO follows (thread, person, following, seq)
           SELECT ?1, m.person, 1, ?2
           FROM json_each(?3) k JOIN memberships m ON m.room = ?4 AND m.person = unhex(k.value)
           WHERE true LIMIT ?5
           ON CONFLICT DO NOTHING RETURNING person",
        root.0,
        before,
        keys,
        reply.room.0,
        CALLED
    )
    .fetch_all(&mut *tx.connection)
    .await?;
    Ok(called.into_iter().map(UserId).collect())
}

/// A reply was deleted: those who had it unread are told.
pub(super) async fn lost(
    tx: &mut Tx<'_>,
    actor: UserId,
    reply: &Message,
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
    .fetch_all(&mut *tx.connection)
    .await?;
    let root = Message {
        id: root,
        room: reply.room,
        ..Message::default()
    };
    tell_all(tx, &root, followers, actor).await
}

/// Forgets what a person who leaves a room followed there.
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

/// How a thread stands for a person.
async fn state(
    connection: &mut SqliteConnection,
    root: &Message,
    user: UserId,
) -> Result<Follow, StoreError> {
    let row = sqlx::query!(
        "SELECT following, seq, unread FROM follows WHERE thread = ? AND person = ?",
        root.id.0,
        user.0
    )
    .fetch_optional(connection)
    .await?;
    let (following, seq, unread) = row.map_or((false, 0, 0), |row| {
        (row.following, from_sql(row.seq), from_sql(row.unread))
    });
    Ok(Follow {
        thread: root.id,
        room: root.room,
        following,
        read_seq: seq,
        unread: if following { unread } else { 0 },
    })
}

/// A person who follows a thread: their read position there, and how many replies are unread.
struct Follower {
    person: Uuid,
    seq: i64,
    unread: i64,
}

/// Tells followers' devices how a thread stands for each of them.
async fn tell_all(
    tx: &mut Tx<'_>,
    root: &Message,
    followers: Vec<Follower>,
    actor: UserId,
) -> Result<(), StoreError> {
    for follower in followers {
        let follow = Follow {
            thread: root.id,
            room: root.room,
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

/// Tells a person's devices how a thread stands for them.
async fn tell(
    tx: &mut Tx<'_>,
    root: &Message,
    user: UserId,
    actor: UserId,
) -> Result<Emitted, StoreError> {
    let follow = state(&mut *tx.connection, root, user).await?;
    let stream = StreamId::User(user);
    let changed = EventKind::ThreadChanged { follow };
    let seq = tx.emit(stream, actor, changed).await?;
    Ok(Emitted { stream, seq })
}

/// Sets whether a person follows a thread, and moves their read position there forward.
async fn set(
    tx: &mut Tx<'_>,
    thread: MessageId,
    user: UserId,
    on: bool,
    seq: u64,
) -> Result<(), StoreError> {
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO follows (thread, person, following, seq) VALUES (?, ?, ?, ?)
         ON CONFLICT (thread, person) DO UPDATE SET following = excluded.following, seq = max(seq, excluded.seq)",
        thread.0,
        user.0,
        on,
        seq
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(())
}

/// Lets a person follow a thread, with their read position wherever it is wanted.
async fn set_back(
    tx: &mut Tx<'_>,
    thread: MessageId,
    user: UserId,
    seq: u64,
) -> Result<(), StoreError> {
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO follows (thread, person, following, seq) VALUES (?, ?, 1, ?)
         ON CONFLICT (thread, person) DO UPDATE SET following = 1, seq = excluded.seq",
        thread.0,
        user.0,
        seq
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(())
}

struct SetFollow {
    user: UserId,
    target: Target,
    on: bool,
}

impl Change for SetFollow {
    type Output = Option<Emitted>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Emitted>, StoreError> {
        let root = messages::thread_of(&mut *tx.connection, self.target, self.user).await?;
        let follow = state(&mut *tx.connection, &root, self.user).await?;
        if follow.following == self.on {
            return Ok(None);
        }
        let head = streams::head(&mut *tx.connection, StreamId::Room(root.room)).await?;
        let seq = if self.on { head } else { follow.read_seq };
        set(tx, root.id, self.user, self.on, seq).await?;
        Ok(Some(tell(tx, &root, self.user, self.user).await?))
    }
}

struct ReadThread {
    user: UserId,
    target: Target,
    seq: u64,
}

impl Change for ReadThread {
    type Output = Option<Emitted>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Emitted>, StoreError> {
        let root = messages::thread_of(&mut *tx.connection, self.target, self.user).await?;
        let follow = state(&mut *tx.connection, &root, self.user).await?;
        let head = streams::head(&mut *tx.connection, StreamId::Room(root.room)).await?;
        let read_seq = self.seq.min(head);
        if !follow.following || read_seq <= follow.read_seq {
            return Ok(None);
        }
        set(tx, root.id, self.user, true, read_seq).await?;
        Ok(Some(tell(tx, &root, self.user, self.user).await?))
    }
}

struct MarkThreadUnread {
    user: UserId,
    target: Target,
    seq: u64,
}

impl Change for MarkThreadUnread {
    type Output = Option<Emitted>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Emitted>, StoreError> {
        let root = messages::thread_of(&mut *tx.connection, self.target, self.user).await?;
        let follow = state(&mut *tx.connection, &root, self.user).await?;
        let head = streams::head(&mut *tx.connection, StreamId::Room(root.room)).await?;
        let read_seq = self.seq.saturating_sub(1).min(head);
        if follow.following && read_seq == follow.read_seq {
            return Ok(None);
        }
        set_back(tx, root.id, self.user, read_seq).await?;
        Ok(Some(tell(tx, &root, self.user, self.user).await?))
    }
}
