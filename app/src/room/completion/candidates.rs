//! Suggestions for a word: people, rooms and emoji that it may mean.

use super::word::Word;
use crate::kit::emoji::table;
use client::state::State;
use locale::text;
use markdown::{Spelling, emoji_html};
use protocol::{CustomEmoji, RoomId, UserId};

/// The most suggestions that are shown.
const MOST: usize = 8;

/// A suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) subject: Subject,
    pub(super) name: String,
    /// Text beside the name that tells it from others of that name.
    pub(super) hint: Option<String>,
    /// Text that replaces the word.
    pub(super) text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    #[default]
    Person,
    Everyone,
    Room,
    Emoji(&'static str),
    /// The HTML of the picture of a workspace's emoji.
    CustomEmoji(String),
}

/// Returns what a word may mean in a room, the likeliest first.
pub(super) fn candidates(state: &State, room: RoomId, word: &Word) -> Vec<Candidate> {
    let mut found = match word.sign {
        '@' => people(state, room, &word.query),
        '#' => rooms(state, room, &word.query),
        _ => emoji(state, &word.query),
    };
    found.truncate(MOST);
    // Without suggestions, Enter sends: the word is complete.
    if let [only] = found.as_slice()
        && only.text.to_lowercase() == format!("{}{}", word.sign, word.query)
    {
        found.clear();
    }
    found
}

/// Returns 0 if a name begins with the query, 1 if another word of it does, `None` for other names.
fn rank(name: &str, query: &str) -> Option<usize> {
    let name = name.to_lowercase();
    if name.starts_with(query) {
        return Some(0);
    }
    let mut words = name.split([' ', '-', '_']);
    words
        .any(|word| !query.is_empty() && word.starts_with(query))
        .then_some(1)
}

fn people(state: &State, room: RoomId, query: &str) -> Vec<Candidate> {
    let members = state
        .rooms
        .get(&room)
        .and_then(|room| room.members.as_ref());
    let is_member = |id: &UserId| members.is_none_or(|members| members.contains(id));
    let all = state.spellings(room);
    let mut found = Vec::new();
    for person in state.people.values() {
        if person.banned || !is_member(&person.id) {
            continue;
        }
        if let Some(rank) = rank(&person.name, query) {
            let text = Spelling::person(person.id, &person.name, true).to_type(&all);
            let numbered = text.strip_prefix('@').unwrap_or(&person.name).to_owned();
            let candidate = Candidate {
                subject: Subject::Person,
                name: numbered,
                hint: person.title.clone(),
                text,
            };
            found.push((rank, candidate));
        }
    }
    for (name, hint) in [
        ("room", text().completion_room()),
        ("here", text().completion_here()),
    ] {
        if !query.is_empty() && name.starts_with(query) {
            let candidate = Candidate {
                subject: Subject::Everyone,
                name: name.to_owned(),
                hint: Some(hint.to_owned()),
                text: format!("@{name}"),
            };
            found.push((2, candidate));
        }
    }
    in_order(found)
}

fn rooms(state: &State, room: RoomId, query: &str) -> Vec<Candidate> {
    let all = state.spellings(room);
    let mut found = Vec::new();
    for (id, room) in state.rooms.iter() {
        // A direct room has no name.
        let Some(name) = &room.name else {
            continue;
        };
        if let Some(rank) = rank(name, query) {
            let candidate = Candidate {
                subject: Subject::Room,
                name: name.clone(),
                hint: room.topic.clone(),
                text: Spelling::room(*id, name).to_type(&all),
            };
            found.push((rank, candidate));
        }
    }
    in_order(found)
}

fn in_order(mut found: Vec<(usize, Candidate)>) -> Vec<Candidate> {
    found.sort_by(|(a, one), (b, other)| (a, &one.name).cmp(&(b, &other.name)));
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

fn emoji(state: &State, query: &str) -> Vec<Candidate> {
    let own = state.emoji.iter().filter(|it| it.name.contains(query));
    let own = own.map(|it| Candidate {
        subject: Subject::CustomEmoji(emoji_html(&it.name, &it.picture)),
        name: CustomEmoji::typed(&it.name),
        hint: None,
        text: CustomEmoji::typed(&it.name),
    });
    let found = table().map(|table| table.search(query, MOST));
    let candidates = found.into_iter().flatten().map(|it| Candidate {
        subject: Subject::Emoji(it.emoji),
        name: format!(":{}:", it.short_name()),
        hint: Some(it.name.to_owned()),
        text: it.emoji.to_owned(),
    });
    own.chain(candidates).collect()
}
