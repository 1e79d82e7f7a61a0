//! The words of a notification, as its reader knows the names in them.

use super::{Store, StoreError, engine::sql};
use markdown::{EMOJI, Names, gist};
use protocol::{MessageId, RoomId, UserId};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// The longest text of a notification, in characters.
const TEXT_CHARS: usize = 200;
/// How much of a long message is read for its text, in bytes.
const BODY_BYTES: usize = 4096;

/// The words of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) author: String,
    /// The room's name. `None` for a direct room.
    pub(crate) room: Option<String>,
    pub(crate) text: String,
}

impl Store {
    /// Returns the words of a notification, as a `guest` reads them or anyone else. `None` if the message is deleted.
    pub(crate) async fn notification_words(
        &self,
        message: MessageId,
        guest: Option<UserId>,
    ) -> Result<Option<Words>, StoreError> {
        let mut view = self.view().await?;
        words(&mut view, message, guest).await
    }
}

/// The names in one message, as one reader knows them.
#[derive(Default)]
struct KnownNames {
    people: HashMap<UserId, String>,
    rooms: HashMap<RoomId, String>,
}

impl Names for KnownNames {
    fn me(&self) -> UserId {
        UserId::default()
    }

    fn person(&self, user: UserId) -> Option<&str> {
        self.people.get(&user).map(String::as_str)
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        self.rooms.get(&room).map(String::as_str)
    }
}

async fn words(
    connection: &mut SqliteConnection,
    message: MessageId,
    guest: Option<UserId>,
) -> Result<Option<Words>, StoreError> {
    let row = sqlx::query!(
        r#"SELECT m.body, p.name AS author, r.name AS "room?: String",
               (SELECT group_concat(name, ', ') FROM files WHERE message = m.id) AS "files?: String"
           FROM messages m JOIN people p ON p.id = m.author JOIN rooms r ON r.id = m.room
           WHERE m.id = ? AND m.deleted_at IS NULL"#,
        message.0
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut body = row.body;
    body.truncate(body.floor_char_boundary(BODY_BYTES));
    let names = known_names(connection, &body, guest).await?;
    let mut text = gist(&body, &names, &EMOJI);
    if text.is_empty() {
        text = row.files.unwrap_or_default();
    }
    Ok(Some(Words {
        author: row.author,
        room: row.room,
        text: shortened(&text),
    }))
}

/// Returns the names of the people and rooms that a text mentions: those that the guest knows, or anyone else. Names of
/// closed rooms are not among them.
async fn known_names(
    connection: &mut SqliteConnection,
    body: &str,
    guest: Option<UserId>,
) -> Result<KnownNames, StoreError> {
    let mut names = KnownNames::default();
    let people = markdown::mentioned_people(body);
    if !people.is_empty() {
        let keys: Vec<_> = people.into_iter().map(sql::hex).collect();
        let (keys, guest) = (sql::json(&keys)?, guest.map(|guest| guest.0));
        let rows = sqlx::query!(
            r#"SELECT p.id, p.name FROM json_each(?1) k JOIN people p ON p.id = unhex(k.value)
               WHERE ?2 IS NULL OR p.id = ?2
                  OR EXISTS (SELECT 1 FROM acquaintances WHERE guest = ?2 AND person = p.id)"#,
            keys,
            guest
        )
        .fetch_all(&mut *connection)
        .await?;
        let people = rows.into_iter().map(|row| (UserId(row.id), row.name));
        names.people = people.collect();
    }
    let rooms = markdown::mentioned_rooms(body);
    if !rooms.is_empty() && guest.is_none() {
        let keys: Vec<_> = rooms
            .into_iter()
            .map(|room| room.0.simple().to_string())
            .collect();
        let keys = sql::json(&keys)?;
        let rows = sqlx::query!(
            r#"SELECT r.id, r.name AS "name!" FROM json_each(?) k JOIN rooms r ON r.id = unhex(k.value)
               WHERE r.kind = 'open' AND r.name IS NOT NULL"#,
            keys
        )
        .fetch_all(&mut *connection)
        .await?;
        let rooms = rows.into_iter().map(|row| (RoomId(row.id), row.name));
        names.rooms = rooms.collect();
    }
    Ok(names)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
