//! Whom messages call. What a person has not read of it is counted as the unread are; where an edit or a deletion changes
//! whom a message calls, those whom that concerns are told their counts anew.

use super::{StoreError, change::Tx, from_sql, members, reads, to_sql};
use app::{
    markdown::{self, Mentions},
    model::{Message, RoomId, UserId},
};
use sqlx::{SqliteConnection, types::Uuid};

/// Everyone in the room, in the place of a person.
const EVERYONE: Uuid = Uuid::nil();

/// Whom a message calls with a text: only who is in the room. Who calls everyone calls nobody beside. What is unread of
/// replies is counted by thread, for who follows it, and calls nobody.
pub(super) async fn of_text(
    connection: &mut SqliteConnection,
    message: &Message,
    body: &str,
) -> Result<Mentions, StoreError> {
    if message.reply_to.is_some() {
        return Ok(Mentions::default());
    }
    let mut mentions = markdown::mentions(body);
    if mentions.everyone {
        mentions.people.clear();
    } else if !mentions.people.is_empty() {
        // In the order of their ids.
        let members = members::of_room(connection, message.room).await?;
        let is_member = |person: &UserId| members.binary_search(person).is_ok();
        mentions.people.retain(is_member);
        mentions.people.sort_unstable();
    }
    Ok(mentions)
}

/// From the keys of those whom a message calls, in hexadecimal with commas between.
pub(super) fn from_keys(keys: &str) -> Result<Mentions, StoreError> {
    let mut mentions = Mentions::default();
    for key in keys.split(',') {
        let key = Uuid::try_parse(key).map_err(|_| StoreError::Corrupt("mention"))?;
        if key == EVERYONE {
            mentions.everyone = true;
        } else {
            mentions.people.push(UserId(key));
        }
    }
    Ok(mentions)
}

/// Writes down whom a new message calls.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    message: &Message,
    mentions: &Mentions,
) -> Result<(), StoreError> {
    let everyone = mentions.everyone.then_some(EVERYONE);
    let people = mentions.people.iter().map(|person| person.0);
    let seq = to_sql(message.seq);
    for key in everyone.into_iter().chain(people) {
        sqlx::query!(
            "INSERT INTO mentions (room, person, seq) VALUES (?, ?, ?)",
            message.room.0,
            key,
            seq
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Whom a message calls from now on. Returns those whose counts that changes: they are to be told when the event is there
/// that changes the message.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    message: &Message,
    mentions: &Mentions,
) -> Result<Vec<UserId>, StoreError> {
    let before = of_message(&mut *connection, message).await?;
    if before == *mentions {
        return Ok(Vec::new());
    }
    let seq = to_sql(message.seq);
    sqlx::query!(
        "DELETE FROM mentions WHERE room = ? AND seq = ?",
        message.room.0,
        seq
    )
    .execute(&mut *connection)
    .await?;
    add(&mut *connection, message, mentions).await?;
    let everyone = before.everyone || mentions.everyone;
    let mut concerned = if everyone {
        members::of_room(connection, message.room).await?
    } else {
        let differs =
            |person: &&UserId| before.people.contains(person) != mentions.people.contains(person);
        let people = before.people.iter().chain(&mentions.people);
        people.filter(differs).copied().collect()
    };
    concerned.retain(|person| *person != message.author);
    Ok(concerned)
}

/// Tells people their counts anew who have not read a message yet.
pub(super) async fn recount(
    tx: &mut Tx<'_>,
    message: &Message,
    concerned: &[UserId],
) -> Result<(), StoreError> {
    for person in concerned {
        let read_seq = reads::position(&mut *tx.connection, message.room, *person).await?;
        let is_member = members::is_member(&mut *tx.connection, message.room, *person).await?;
        if is_member && read_seq < message.seq {
            reads::tell(tx, message.room, *person, read_seq).await?;
        }
    }
    Ok(())
}

async fn of_message(
    connection: &mut SqliteConnection,
    message: &Message,
) -> Result<Mentions, StoreError> {
    let seq = to_sql(message.seq);
    let keys = sqlx::query_scalar!(
        r#"SELECT group_concat(hex(person)) AS "keys?: String" FROM mentions WHERE room = ? AND seq = ?"#,
        message.room.0,
        seq
    )
    .fetch_one(connection)
    .await?;
    let mut mentions = keys
        .as_deref()
        .map(from_keys)
        .transpose()?
        .unwrap_or_default();
    mentions.people.sort_unstable();
    Ok(mentions)
}

/// Messages by others after `seq` that call a person.
pub(super) async fn unread(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<u64, StoreError> {
    let seq = to_sql(seq);
    let count = sqlx::query_scalar!(
        "SELECT count(*) FROM mentions c JOIN messages m ON m.room = c.room AND m.seq = c.seq
         WHERE c.room = ? AND c.person IN (?, zeroblob(16)) AND c.seq > ? AND m.author <> ?",
        room.0,
        user.0,
        seq,
        user.0
    )
    .fetch_one(connection)
    .await?;
    Ok(from_sql(count))
}
