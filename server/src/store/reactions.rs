//! Reactions to messages.

use super::{
    Store, StoreError, Submitted, custom_emoji,
    messages::{self, Changed, Target},
    rooms, to_sql,
};
use crate::{emoji, store::engine::change::Tx};
use protocol::{CustomEmoji, EventKind, Message, MessageId, Reaction, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

/// The most different emoji on one message.
const EMOJI: i64 = 50;

impl Store {
    /// Adds or removes a person's reaction to a message.
    ///
    /// Yields `NotFound` if the message is deleted or the person may not see it, `NotAnEmoji` if the text is not
    /// exactly one emoji or the name of one of the workspace, `Archived`, or `TooManyEmoji`. A reaction whose emoji the
    /// workspace has removed can still be taken back.
    pub(crate) fn react(
        &self,
        user: UserId,
        target: Target,
        emoji: &str,
        on: bool,
    ) -> Submitted<Changed> {
        let emoji = emoji.to_owned();
        submit!(self, react(user, target, emoji, on))
    }
}

/// Adds their reactions to messages of a room, in rising `seq`.
pub(super) async fn add_to(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    let seqs = messages::seqs(&*messages);
    let rows = sqlx::query!(
        "SELECT m.seq, r.emoji, r.person
           FROM messages m JOIN reactions r ON r.message = m.id
           WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) ORDER BY m.seq, r.emoji_seq, r.seq",
        room.0,
        seqs
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        if let Some(message) = messages::by_seq(messages, row.seq) {
            add(message, row.emoji, UserId(row.person));
        }
    }
    Ok(())
}

fn add(message: &mut Message, emoji: String, user: UserId) {
    match message.reactions.last_mut() {
        Some(last) if last.emoji == emoji => last.users.push(user),
        _ => message.reactions.push(Reaction {
            emoji,
            users: vec![user],
        }),
    }
}

async fn react(
    tx: &mut Tx<'_>,
    user: UserId,
    target: Target,
    emoji: String,
    on: bool,
) -> Result<Changed, StoreError> {
    let message = messages::present(tx, target, user).await?;
    let emoji = match emoji::one(&emoji) {
        Some(emoji) => emoji,
        None => {
            let name = CustomEmoji::typed_name(&emoji).ok_or(StoreError::NotAnEmoji)?;
            if on && !custom_emoji::exists(tx, name).await? {
                return Err(StoreError::NotAnEmoji);
            }
            &emoji
        }
    };
    let stream = StreamId::Room(message.room);
    if on == is_set(tx, message.id, emoji, user).await? {
        return Ok(Changed::new(&message, None));
    }
    rooms::require_in_use(tx, message.room).await?;
    let seq = if on {
        let seq = tx.advance(stream).await?;
        set(tx, message.id, emoji, user, seq).await?;
        seq
    } else {
        unset(tx, message.id, emoji, user).await?;
        tx.advance(stream).await?
    };
    let changed = EventKind::ReactionChanged {
        message: message.id,
        user,
        emoji: emoji.to_owned(),
        on,
    };
    tx.append(stream, seq, user, changed).await?;
    Ok(Changed::new(&message, Some(seq)))
}

async fn is_set(
    tx: &mut Tx<'_>,
    message: MessageId,
    emoji: &str,
    user: UserId,
) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        "SELECT count(*) FROM reactions WHERE message = ? AND emoji = ? AND person = ?",
        message.0,
        emoji,
        user.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(found > 0)
}

async fn set(
    tx: &mut Tx<'_>,
    message: MessageId,
    emoji: &str,
    user: UserId,
    seq: u64,
) -> Result<(), StoreError> {
    let others = sqlx::query_scalar!(
        "SELECT count(DISTINCT emoji) FROM reactions WHERE message = ? AND emoji <> ?",
        message.0,
        emoji
    )
    .fetch_one(&mut **tx)
    .await?;
    if others >= EMOJI {
        return Err(StoreError::TooManyEmoji);
    }
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO reactions (message, emoji, person, seq, emoji_seq)
         SELECT ?1, ?2, ?3, ?4, coalesce(min(emoji_seq), ?4) FROM reactions WHERE message = ?1 AND emoji = ?2",
        message.0,
        emoji,
        user.0,
        seq
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn unset(
    tx: &mut Tx<'_>,
    message: MessageId,
    emoji: &str,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "DELETE FROM reactions WHERE message = ? AND emoji = ? AND person = ?",
        message.0,
        emoji,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
