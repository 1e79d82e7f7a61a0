//! Reads the database with its own SQL: the product's queries are under test.

use crate::truth::Truth;
use protocol::{
    ClientId, Draft, Event, EventKind, Message, MessageId, Reaction, RoomId, StreamId, Timestamp,
    UserId,
};
use sqlx::{
    ConnectOptions as _, Row as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteRow},
    types::Uuid,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
};

/// Reads a database that no server has open.
pub(crate) async fn read(path: &Path) -> Result<Truth, Box<dyn Error>> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = options.connect().await?;
    check_file(&mut connection).await?;
    let messages = messages(&mut connection).await?;
    Ok(Truth {
        streams: streams(&mut connection, &messages).await?,
        members: members(&mut connection).await?,
        messages: messages.into_values().collect(),
    })
}

/// Checks the integrity of the database file.
async fn check_file(connection: &mut SqliteConnection) -> Result<(), Box<dyn Error>> {
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut *connection)
        .await?;
    if verdict != "ok" {
        return Err(format!("the database is damaged: {verdict}").into());
    }
    let strays = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(connection)
        .await?;
    if !strays.is_empty() {
        return Err(format!("{} rows refer to what is not there", strays.len()).into());
    }
    Ok(())
}

async fn messages(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<MessageId, Message>, Box<dyn Error>> {
    let rows = sqlx::query(
        "SELECT id, seq, room, author, client_id, body, at, edited_at, deleted_at FROM messages",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut messages = BTreeMap::new();
    for row in rows {
        let message = message(&row)?;
        messages.insert(message.id, message);
    }
    let rows = sqlx::query("SELECT message, emoji, person FROM reactions ORDER BY emoji_seq, seq")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let (id, emoji) = (MessageId(row.try_get("message")?), row.try_get("emoji")?);
        let message = messages.get_mut(&id).ok_or("a reaction to no message")?;
        react(message, emoji, UserId(row.try_get("person")?));
    }
    Ok(messages)
}

fn message(row: &SqliteRow) -> Result<Message, Box<dyn Error>> {
    let edited_at: Option<i64> = row.try_get("edited_at")?;
    let deleted_at: Option<i64> = row.try_get("deleted_at")?;
    Ok(Message {
        id: MessageId(row.try_get("id")?),
        seq: number(row, "seq")?,
        room: RoomId(row.try_get("room")?),
        author: UserId(row.try_get("author")?),
        client_id: ClientId(row.try_get("client_id")?),
        body: row.try_get("body")?,
        at: Timestamp(row.try_get("at")?),
        edited_at: edited_at.map(Timestamp),
        deleted: deleted_at.is_some(),
        ..Message::default()
    })
}

fn react(message: &mut Message, emoji: String, user: UserId) {
    let reactions = &mut message.reactions;
    match reactions
        .iter_mut()
        .find(|reaction| reaction.emoji == emoji)
    {
        Some(reaction) => reaction.users.push(user),
        None => reactions.push(Reaction {
            emoji,
            users: vec![user],
        }),
    }
}

/// Reads the logs. Texts come from the messages that they refer to; everything else about a message is reset to its creation, so
/// that the log can be checked against the tables.
async fn streams(
    connection: &mut SqliteConnection,
    messages: &BTreeMap<MessageId, Message>,
) -> Result<BTreeMap<StreamId, Vec<Event>>, Box<dyn Error>> {
    let mut names: BTreeMap<Uuid, StreamId> = BTreeMap::from([(Uuid::nil(), StreamId::Workspace)]);
    for id in sqlx::query_scalar("SELECT id FROM people")
        .fetch_all(&mut *connection)
        .await?
    {
        names.insert(id, StreamId::User(UserId(id)));
    }
    for id in sqlx::query_scalar("SELECT id FROM rooms")
        .fetch_all(&mut *connection)
        .await?
    {
        names.insert(id, StreamId::Room(RoomId(id)));
    }
    let rows = sqlx::query(
        "SELECT stream, seq, at, actor, payload, created, edited, draft FROM events ORDER BY stream, seq",
    )
    .fetch_all(connection)
    .await?;
    let mut streams: BTreeMap<StreamId, Vec<Event>> = BTreeMap::new();
    for row in rows {
        let stream: Uuid = row.try_get("stream")?;
        let stream = names.get(&stream).ok_or("a stream of nobody")?;
        let event = Event {
            seq: number(&row, "seq")?,
            at: Timestamp(row.try_get("at")?),
            actor: UserId(row.try_get("actor")?),
            kind: kind(&row, messages)?,
        };
        streams.entry(*stream).or_default().push(event);
    }
    Ok(streams)
}

fn kind(
    row: &SqliteRow,
    messages: &BTreeMap<MessageId, Message>,
) -> Result<EventKind, Box<dyn Error>> {
    let payload: Option<String> = row.try_get("payload")?;
    if let Some(payload) = payload {
        return Ok(serde_json::from_str(&payload)?);
    }
    let find = |id: Uuid| messages.get(&MessageId(id)).ok_or("an event of no message");
    if let Some(id) = row.try_get("created")? {
        let message = Message {
            edited_at: None,
            deleted: false,
            reactions: Vec::new(),
            attachments: Vec::new(),
            ..find(id)?.clone()
        };
        return Ok(EventKind::MessageCreated { message });
    }
    if let Some(id) = row.try_get("edited")? {
        let (message, body) = (MessageId(id), find(id)?.body.clone());
        return Ok(EventKind::MessageEdited { message, body });
    }
    let draft = Draft {
        room: RoomId(row.try_get("draft")?),
        edited_at: Timestamp(0),
        ..Draft::default()
    };
    Ok(EventKind::DraftChanged { draft })
}

async fn members(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<RoomId, BTreeSet<UserId>>, Box<dyn Error>> {
    let rows = sqlx::query("SELECT room, person FROM memberships")
        .fetch_all(connection)
        .await?;
    let mut members: BTreeMap<RoomId, BTreeSet<UserId>> = BTreeMap::new();
    for row in rows {
        let people = members.entry(RoomId(row.try_get("room")?)).or_default();
        people.insert(UserId(row.try_get("person")?));
    }
    Ok(members)
}

fn number(row: &SqliteRow, column: &str) -> Result<u64, Box<dyn Error>> {
    let number: i64 = row.try_get(column)?;
    Ok(u64::try_from(number)?)
}
