//! Whom messages call. What a person has not read of it is counted as the unread are; where an edit or a deletion changes
//! whom a message calls, those whom that concerns are told their counts anew.

use super::{StoreError, from_sql, members, messages::MessageRow, to_sql};
use crate::store::engine::sql;
use markdown::{self, Mentions};
use protocol::{RoomId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// Everyone in the room, in the place of a person.
const EVERYONE: Uuid = Uuid::nil();
/// An `@here`, in the place of a person: it counts for nobody, and tells an edit that those active then were called.
const HERE: Uuid = Uuid::max();

/// Whom a message calls: each only while they are in the room. Who calls everyone calls nobody beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) everyone: bool,
    /// Whether `@here` is among what calls them.
    here: bool,
    /// In the order of their ids.
    pub(super) people: Vec<UserId>,
}

impl Called {
    fn calls(&self, person: UserId) -> bool {
        self.everyone || self.people.binary_search(&person).is_ok()
    }
}

/// Whom a message calls when its text mentions these and `here` are active. What is unread of replies is counted by thread,
/// for who follows it, and calls nobody.
pub(super) async fn of_new(
    connection: &mut SqliteConnection,
    message: &MessageRow,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<Called, StoreError> {
    let mut called = Called::default();
    if message.reply_to.is_some() {
        return Ok(called);
    }
    called.everyone = mentions.everyone;
    if !called.everyone {
        called.people.clone_from(&mentions.people);
        called.here = mentions.here;
        if mentions.here {
            let others = here.iter().filter(|person| **person != message.author);
            called.people.extend(others);
        }
    }
    if !called.people.is_empty() {
        called.people = members::among(connection, message.room, &called.people).await?;
    }
    Ok(called)
}

/// Whom a message calls when a text that mentions these takes the place of its own and `here` are active. An `@here` that
/// was in it already goes on calling those whom it called: to mend a word calls nobody anew, and nobody's count is taken
/// away.
pub(super) async fn of_edit(
    connection: &mut SqliteConnection,
    message: &MessageRow,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<Called, StoreError> {
    if !mentions.here {
        return of_new(connection, message, mentions, here).await;
    }
    let before = of_message(&mut *connection, message).await?;
    if !before.here {
        return of_new(connection, message, mentions, here).await;
    }
    let named = markdown::mentioned_people(&message.body);
    let mut here = before.people;
    here.retain(|person| !named.contains(person));
    of_new(connection, message, mentions, &here).await
}

/// From the keys of those whom a message calls, in hexadecimal with commas between.
pub(super) fn from_keys(keys: &str) -> Result<Called, StoreError> {
    let mut called = Called::default();
    for key in keys.split(',') {
        let key = Uuid::try_parse(key).map_err(|_| StoreError::Corrupt("mention"))?;
        match key {
            EVERYONE => called.everyone = true,
            HERE => called.here = true,
            person => called.people.push(UserId(person)),
        }
    }
    Ok(called)
}

/// Writes down whom a new message calls.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    message: &MessageRow,
    called: &Called,
) -> Result<(), StoreError> {
    let everyone = called.everyone.then_some(EVERYONE);
    let here = called.here.then_some(HERE);
    let people = called.people.iter().map(|person| person.0);
    let seq = to_sql(message.seq);
    let keys = everyone.into_iter().chain(here).chain(people);
    let keys: Vec<_> = keys.map(|key| sql::hex(UserId(key))).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let keys = sql::json(&keys)?;
    sqlx::query!(
        "INSERT INTO mentions (room, person, seq) SELECT ?, unhex(value), ? FROM json_each(?)",
        message.room.0,
        seq,
        keys
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whom a message calls from now on. Returns those whose counts that changes, each once: they are to be told when the
/// event is there that changes the message.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    message: &MessageRow,
    called: &Called,
) -> Result<Vec<UserId>, StoreError> {
    let before = of_message(&mut *connection, message).await?;
    if before == *called {
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
    add(&mut *connection, message, called).await?;
    let mut concerned = if before.everyone != called.everyone {
        members::of_room(connection, message.room).await?
    } else {
        let people = before.people.iter().chain(&called.people);
        people.copied().collect()
    };
    let differs = |person: &UserId| before.calls(*person) != called.calls(*person);
    concerned.retain(|person| *person != message.author && differs(person));
    Ok(concerned)
}

async fn of_message(
    connection: &mut SqliteConnection,
    message: &MessageRow,
) -> Result<Called, StoreError> {
    let seq = to_sql(message.seq);
    let keys = sqlx::query_scalar!(
        r#"SELECT group_concat(hex(person)) AS "keys?: String" FROM mentions WHERE room = ? AND seq = ?"#,
        message.room.0,
        seq
    )
    .fetch_one(connection)
    .await?;
    let mut called = keys
        .as_deref()
        .map(from_keys)
        .transpose()?
        .unwrap_or_default();
    called.people.sort_unstable();
    Ok(called)
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
