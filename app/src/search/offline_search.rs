//! Search without a network, in the messages that this page has: those that are saved on this device.

use super::query_text::{QueryText, operator};
use crate::kit::emoji;
use client::{Client, state::Timeline};
use protocol::{
    FoundRoom, FoundThread, Message, RoomId, SearchPage, SearchProblem, SearchProblemCode,
    SearchResult, SnippetPart,
};

/// Maximum number of results: the newest ones.
const RESULTS: usize = 100;
/// Number of characters of a snippet before the first word that matches.
const BEFORE: usize = 60;

/// A query, as far as it can be answered here.
#[derive(Default)]
struct SavedQuery {
    /// What a message must have.
    words: Vec<String>,
    /// What it must not have.
    unwanted: Vec<String>,
    /// The operators with their values, and whether a message must match.
    filters: Vec<(&'static str, String, bool)>,
}

/// Returns what the saved messages have, newest first. Dates are for the server.
pub(super) fn search_offline_copy(client: &Client, text: &str) -> SearchPage {
    let (query, problems) = SavedQuery::parse(text);
    let mut results = Vec::new();
    if problems.is_empty() {
        for (id, room) in &client.state.rooms {
            let thread = room.thread.as_ref().map(|open| &open.timeline);
            let windows = [Some(&room.timeline), thread];
            for message in windows.into_iter().flatten().flat_map(Timeline::messages) {
                let is_new = |found: &SearchResult| found.message.id != message.id;
                if query.matches(client, *id, message) && results.iter().all(is_new) {
                    results.push(result(client, *id, message, &query.words));
                }
            }
        }
    }
    results.sort_by_key(|found| -found.message.at.millis());
    results.truncate(RESULTS);
    SearchPage {
        results,
        problems,
        ..SearchPage::default()
    }
}

impl SavedQuery {
    fn parse(text: &str) -> (Self, Vec<SearchProblem>) {
        let typed = QueryText::parse(text);
        let mut query = Self::default();
        let mut problems = Vec::new();
        for filter in typed.filters {
            match operator(&filter) {
                Some((name @ ("from" | "in" | "has" | "is"), value)) => {
                    let value = fold(value.trim_matches('"'));
                    query.filters.push((name, value, !filter.starts_with('-')));
                }
                _ => problems.push(SearchProblem {
                    code: SearchProblemCode::Unknown,
                    text: filter,
                }),
            }
        }
        // Every other part is in quotation marks.
        for (place, part) in typed.words.split('"').enumerate() {
            if place % 2 == 1 {
                query
                    .words
                    .extend(Some(fold(part.trim())).filter(|it| !it.is_empty()));
                continue;
            }
            for word in part.split_whitespace() {
                match word.strip_prefix('-').filter(|word| !word.is_empty()) {
                    Some(unwanted) => query.unwanted.push(fold(unwanted)),
                    None => query.words.push(fold(word)),
                }
            }
        }
        (query, problems)
    }

    fn matches(&self, client: &Client, room: RoomId, message: &Message) -> bool {
        if message.deleted || self.words.is_empty() && self.filters.is_empty() {
            return false;
        }
        let names = message.attachments.iter().map(|file| file.name.as_str());
        let text = fold(&names.fold(message.body.clone(), |text, name| text + "\n" + name));
        self.words.iter().all(|word| text.contains(word))
            && !self.unwanted.iter().any(|word| text.contains(word))
            && self.filters.iter().all(|(name, value, wanted)| {
                is_in_filter(client, room, message, name, value) == *wanted
            })
    }
}

fn is_in_filter(client: &Client, room: RoomId, message: &Message, name: &str, value: &str) -> bool {
    let state = &client.state;
    match (name, value) {
        ("from", "me") => message.author == state.me.id,
        ("from", _) => fold(state.name_of(message.author)).contains(value),
        ("in", _) => state
            .room_name(room)
            .is_some_and(|name| fold(&name).contains(value)),
        ("has", "file") => !message.attachments.is_empty(),
        ("has", "image") => message.attachments.iter().any(|file| file.width.is_some()),
        ("has", "link") => message.body.contains("://"),
        ("is", "thread") => message.reply_to.is_some() || message.thread.is_some(),
        ("is", "pinned") => message.pinned,
        ("is", "saved") => state.saved.iter().any(|saved| saved.message == message.id),
        _ => false,
    }
}

fn result(client: &Client, id: RoomId, message: &Message, words: &[String]) -> SearchResult {
    let state = &client.state;
    let gist = |body: &str| markdown::gist(body, state, emoji::lookup());
    let room = state.rooms.get(&id);
    let root = message.reply_to.map(|root| {
        let windows = room.map(|room| (&room.timeline, room.thread.as_ref()));
        let found = windows.and_then(|(timeline, open)| {
            let thread = open.into_iter().flat_map(|open| open.timeline.messages());
            let mut all = timeline.messages().chain(thread);
            all.find(|other| other.id == root)
        });
        FoundThread {
            root,
            title: found.map(|root| gist(&root.body)).unwrap_or_default(),
        }
    });
    SearchResult {
        message: message.clone(),
        room: FoundRoom {
            id,
            name: room.and_then(|room| room.name.clone()),
            kind: room.map(|room| room.kind).unwrap_or_default(),
            people: room.map(|room| room.people.clone()).unwrap_or_default(),
        },
        author: state.name_of(message.author).to_owned(),
        snippet: snippet(&gist(&message.body), words),
        marks: words.to_vec(),
        files: Vec::new(),
        thread: root,
    }
}

/// Returns the part of a text around the first of the words, with marks on all of them.
fn snippet(text: &str, words: &[String]) -> Vec<SnippetPart> {
    let chars: Vec<char> = text.chars().collect();
    // A character may be longer in lower case.
    let lower: Vec<String> = chars.iter().map(|char| fold(&char.to_string())).collect();
    let length_at = |start: usize| {
        let lengths = words.iter().filter_map(|word| {
            let mut rest = word.as_str();
            let mut end = start;
            while !rest.is_empty() {
                rest = rest.strip_prefix(lower.get(end)?.as_str())?;
                end += 1;
            }
            Some(end - start)
        });
        lengths.max().filter(|length| *length > 0)
    };
    let first = (0..chars.len()).find(|start| length_at(*start).is_some());
    let mut place = first.unwrap_or_default().saturating_sub(BEFORE);
    let mut parts: Vec<SnippetPart> = Vec::new();
    if place > 0 {
        parts.push(part("…", false));
    }
    while place < chars.len() {
        let length = length_at(place);
        let end = place + length.unwrap_or(1);
        let piece: String = chars[place..end].iter().collect();
        match parts.last_mut() {
            Some(last) if !last.marked && length.is_none() => last.text.push_str(&piece),
            _ => parts.push(part(&piece, length.is_some())),
        }
        place = end;
    }
    parts
}

fn part(text: &str, marked: bool) -> SnippetPart {
    SnippetPart {
        text: text.to_owned(),
        marked,
    }
}

/// Folds case, and the diacritics of Latin letters.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(base)
        .collect()
}

/// Returns a letter without its diacritics.
fn base(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ł' | 'ĺ' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{OpenRoom, Person, Room, Snapshot, StreamId, Timestamp, User, UserId};
    use uuid::Uuid;

    const ADA: UserId = UserId(Uuid::from_u128(1));
    const GRACE: UserId = UserId(Uuid::from_u128(2));
    const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));

    fn message(seq: u64, author: UserId, body: &str) -> Message {
        Message {
            id: protocol::MessageId(Uuid::from_u128(seq.into())),
            seq,
            room: EVERYONE,
            author,
            body: body.into(),
            at: Timestamp(seq as i64),
            ..Message::default()
        }
    }

    fn client() -> Client {
        let person = |id, name: &str| Person {
            id,
            name: name.into(),
            ..Person::default()
        };
        Client::new(Snapshot {
            me: User {
                id: ADA,
                name: "Ada".into(),
                ..User::default()
            },
            people: vec![person(ADA, "Ada"), person(GRACE, "Grace Hopper")],
            rooms: vec![Room {
                id: EVERYONE,
                name: Some("Tea room".into()),
                seq: 4,
                ..Room::default()
            }],
            cursors: [(StreamId::Room(EVERYONE), 4)].into(),
            open: Some(OpenRoom {
                room: EVERYONE,
                messages: vec![
                    message(1, ADA, "Green tea at four"),
                    message(2, GRACE, "No **TEA** for me: https://example.com"),
                    message(3, GRACE, "明日の会議資料"),
                    message(4, ADA, "Grün is green paint"),
                ],
                ..OpenRoom::default()
            }),
            ..Snapshot::default()
        })
    }

    fn found(query: &str) -> Vec<u64> {
        let page = search_offline_copy(&client(), query);
        page.results.iter().map(|found| found.message.seq).collect()
    }

    #[test]
    fn all_words_must_be_there_in_any_case_and_script() {
        assert_eq!(found("tea"), [2, 1]);
        assert_eq!(found("GREEN tea"), [1]);
        assert_eq!(found("会議"), [3]);
        assert_eq!(found("grun"), [4]);
        assert_eq!(found("\"tea at\""), [1]);
        assert_eq!(found("green -tea"), [4]);
        assert_eq!(found("coffee"), [0; 0]);
        assert_eq!(found("  "), [0; 0]);
    }

    #[test]
    fn filters_narrow_the_search_and_dates_are_for_the_server() {
        assert_eq!(found("from:grace tea"), [2]);
        assert_eq!(found("from:me"), [4, 1]);
        assert_eq!(found("tea -from:\"Grace Hopper\""), [1]);
        assert_eq!(found("in:\"Tea room\" paint"), [4]);
        assert_eq!(found("has:link"), [2]);
        let page = search_offline_copy(&client(), "tea before:2026");
        assert_eq!((page.results.len(), page.problems.len()), (0, 1));
    }

    #[test]
    fn a_snippet_marks_the_words_around_the_first_of_them() {
        let page = search_offline_copy(&client(), "tea");
        let marked: Vec<_> = page
            .results
            .iter()
            .flat_map(|found| &found.snippet)
            .filter(|part| part.marked)
            .collect();
        assert_eq!(
            marked
                .iter()
                .map(|part| part.text.as_str())
                .collect::<Vec<_>>(),
            ["TEA", "tea"]
        );
        let long = format!("{}tea", "word ".repeat(40));
        let parts = snippet(&long, &["tea".into()]);
        assert_eq!(parts[0].text.chars().count(), BEFORE + 1);
        assert!(parts[1].marked);
    }
}
