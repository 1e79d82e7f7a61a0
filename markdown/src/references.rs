//! Stored mentions of people and rooms by id: `<@id>` and `<#id>`.

use super::names::Names;
use locale::text;
use protocol::{RoomId, UserId};

/// A person or a room, mentioned by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Person(UserId),
    Room(RoomId),
}

/// The length of a reference in bytes: `<@` or `<#`, an id and `>`.
const LENGTH: usize = 2 + 36 + 1;

impl Reference {
    /// Reads the reference that a text begins with.
    pub(super) fn first(text: &str) -> Option<Self> {
        let id = text.get(2..LENGTH - 1)?;
        match (text.get(..2)?, text.get(LENGTH - 1..LENGTH)?) {
            ("<@", ">") => Some(Self::Person(id.parse().ok()?)),
            ("<#", ">") => Some(Self::Room(id.parse().ok()?)),
            _ => None,
        }
    }

    /// Returns the length of the reference in a text, in bytes.
    pub(super) const fn length(self) -> usize {
        LENGTH
    }

    /// Returns the words for it where mentions are no more than text.
    fn in_words(self, names: &impl Names) -> String {
        match self {
            Self::Person(id) => format!(
                "@{}",
                names
                    .person(id)
                    .unwrap_or_else(|| text().mentioned_someone())
            ),
            Self::Room(id) => match names.room(id) {
                Some(name) => format!("#{name}"),
                None => text().mentioned_private_room().to_owned(),
            },
        }
    }
}

/// Returns the references in a text with their places, in their order.
fn references(stored: &str) -> impl Iterator<Item = (usize, Reference)> {
    let starts = stored.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| Some((at, Reference::first(&stored[at..])?)))
}

/// Returns a stored text in words, for where mentions are no more than text. Unlike `decode`, it cannot be
/// reversed.
pub(super) fn in_words(stored: &str, names: &impl Names) -> String {
    let (mut words, mut end) = (String::new(), 0);
    for (at, reference) in references(stored) {
        words.push_str(&stored[end..at]);
        words.push_str(&reference.in_words(names));
        end = at + reference.length();
    }
    words.push_str(&stored[end..]);
    words
}

/// Returns the rooms that a text mentions.
pub fn mentioned_rooms(stored: &str) -> Vec<RoomId> {
    let rooms = references(stored).filter_map(|(_, reference)| match reference {
        Reference::Room(room) => Some(room),
        Reference::Person(_) => None,
    });
    rooms.collect()
}

/// Returns the people whose ids stand in a text, whether it notifies them or not.
pub fn mentioned_people(stored: &str) -> Vec<UserId> {
    let people = references(stored).filter_map(|(_, reference)| match reference {
        Reference::Person(person) => Some(person),
        Reference::Room(_) => None,
    });
    people.collect()
}

/// Returns the names of everyone and everything that a text mentions. When they change, so does what it shows.
pub fn mentioned_names(stored: &str, names: &impl Names) -> Vec<String> {
    let found = references(stored).map(|(_, reference)| reference.in_words(names));
    found.collect()
}
