//! The people whom messages mention. Unread mentions are counted like unread messages; if an edit or a deletion changes
//! the mentions of a message, the people concerned are told their new counts.

use super::{StoreError, from_sql, members, messages::StoredMessage, to_sql};
use crate::store::engine::sql;
use markdown::{self, Mentions};
use protocol::{RoomId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// Stands for everyone in the room, in place of a person.
const EVERYONE: Uuid = Uuid::nil();
/// Stands for `@here`, in place of a person: it counts for nobody, but tells an edit that the active people were
/// notified.
const HERE: Uuid = Uuid::max();

/// The people whom a message mentions, as far as they are in the room. If it mentions everyone, it lists nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) everyone: bool,
    /// True if some of them are mentioned by `@here`.
    here: bool,
    /// In the order of their ids.
    pub(super) people: Vec<UserId>,
}

impl Called {
    fn calls(&self, person: UserId) -> bool {
        self.everyone || self.people.binary_search(&person).is_ok()
    }
}

/// Returns the people whom a new message mentions, if its text has these mentions and `here` are active. A reply that the
/// room does not show mentions nobody in this sense: unread replies are counted by thread, for its followers.
pub(super) async fn of_new(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<Called, StoreError> {
    if !message.in_room {
        return Ok(Called::default());
    }
    of_text(connection, message, mentions, here).await
}

/// Returns the people whom a message mentions, if its text has these mentions and `here` are active, also those whom a reply
/// in its thread mentions.
pub(super) async fn of_text(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<Called, StoreError> {
    let mut called = Called {
        everyone: mentions.everyone,
        ..Called::default()
    };
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

/// Returns the people whom an edited message mentions, if its new text has these mentions and `here` are active. An
/// `@here` that was in the text before keeps the people whom it mentioned: correcting a word notifies nobody and lowers
/// nobody's count.
pub(super) async fn of_edit(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
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

/// Reads the mentions of a message from its keys, in hexadecimal with commas between.
pub(super) fn from_keys(keys: &str) -> Result<Called, StoreError> {
    let mut called = Called::default();
    for key in keys.split(',') {
        match Uuid::parse_str(key)? {
            EVERYONE => called.everyone = true,
            HERE => called.here = true,
            person => called.people.push(UserId(person)),
        }
    }
    Ok(called)
}

/// Stores the mentions of a new message.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
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

/// Replaces the mentions of a message. Returns the people whose counts that changes, each once. They are to be told
/// after the event that changes the message.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
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
    message: &StoredMessage,
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

/// Counts the messages by others after `seq` that mention a person.
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
