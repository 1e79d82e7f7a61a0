//! What a search shows of the messages that it found.

use super::{hits::Candidate, names::Known};
use crate::{
    search::{
        document::{Piece, pieces},
        matching::{Match, matches},
        query::Query,
        snippet,
        words::words,
    },
    store::{StoreError, attachments, engine::sql, messages::StoredMessage, threads},
};
use locale::text;
use markdown::{EMOJI, Names as _, gist};
use protocol::{FoundFile, FoundThread, Message, MessageId, SearchResult, UserId};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// The most characters of a thread's title.
const TITLE_CHARS: usize = 100;

/// Returns the results for messages that match, in their order.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    known: &Known,
    query: &Query,
    found: Vec<Candidate>,
) -> Result<Vec<SearchResult>, StoreError> {
    let authors = authors(&mut *connection, &found).await?;
    let mut results = Vec::with_capacity(found.len());
    for Candidate { message, .. } in found {
        let Some(room) = known.rooms.get(&message.room) else {
            continue;
        };
        let message = complete(&mut *connection, message).await?;
        let thread = match message.reply_to {
            Some(root) => Some(thread(&mut *connection, known, root).await?),
            None => None,
        };
        let (text, found) = shown(&message.body, known, query);
        let files = message.attachments.iter().filter_map(|attachment| {
            let found = matched(&attachment.name, query);
            (!found.is_empty()).then(|| FoundFile {
                attachment: attachment.clone(),
                name: snippet::whole(&attachment.name, &found),
            })
        });
        results.push(SearchResult {
            room: room.room.clone(),
            author: authors.get(&message.author).cloned().unwrap_or_default(),
            snippet: snippet::snippet(&text, &found),
            marks: snippet::marks(&text, &found),
            files: files.collect(),
            thread,
            message,
        });
    }
    Ok(results)
}

/// Adds to a message its attachments and its thread.
async fn complete(
    connection: &mut SqliteConnection,
    message: StoredMessage,
) -> Result<Message, StoreError> {
    let mut message = message.into_bare();
    attachments::add_to(&mut *connection, message.room, [&mut message]).await?;
    if message.reply_to.is_none() {
        message.thread = threads::summary(connection, message.id).await?;
    }
    Ok(message)
}

/// Returns the names of the authors.
async fn authors(
    connection: &mut SqliteConnection,
    found: &[Candidate],
) -> Result<HashMap<UserId, String>, StoreError> {
    let authors: Vec<String> = found.iter().map(|it| sql::hex(it.message.author)).collect();
    let authors = sql::json(&authors)?;
    let rows = sqlx::query!(
        "SELECT id, name FROM people WHERE id IN (SELECT unhex(value) FROM json_each(?))",
        authors
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (UserId(row.id), row.name))
        .collect())
}

async fn thread(
    connection: &mut SqliteConnection,
    known: &Known,
    root: MessageId,
) -> Result<FoundThread, StoreError> {
    let body = sqlx::query_scalar!("SELECT body FROM messages WHERE id = ?", root.0)
        .fetch_one(connection)
        .await?;
    let words = gist(&body, known, &EMOJI);
    let mut title: String = words.chars().take(TITLE_CHARS).collect();
    if title.len() < words.len() {
        title.push('…');
    }
    Ok(FoundThread { root, title })
}

/// Returns the words of a text without markup, and the matches in them. If only what is not shown matches, such as the target
/// of a link, the text is the one that was typed.
fn shown(body: &str, known: &Known, query: &Query) -> (String, Vec<Match>) {
    let text = gist(body, known, &EMOJI);
    let found = matched(&text, query);
    if !found.is_empty() {
        return (text, found);
    }
    let typed = typed(body, known);
    let found = matched(&typed, query);
    match found.is_empty() {
        true => (text, found),
        false => (typed, found),
    }
}

/// Returns a stored text on one line, with names for its mentions.
fn typed(body: &str, known: &Known) -> String {
    let pieces = pieces(body).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Person(person) => format!(
            "@{}",
            known.person(person).unwrap_or(text().mentioned_someone())
        ),
        Piece::Room(room) => match known.room(room) {
            Some(name) => format!("#{name}"),
            None => text().mentioned_private_room().to_owned(),
        },
    });
    let typed: String = pieces.collect();
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn matched(text: &str, query: &Query) -> Vec<Match> {
    matches(&words(text), query.wanted())
}
