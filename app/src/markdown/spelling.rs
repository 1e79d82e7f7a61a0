//! How mentions look while one types: `@Grace Hopper` and `#general`. Stored, they are `<@id>` and `<#id>`, so that they
//! follow people and rooms through new names.

use super::Names;
use crate::model::{RoomId, UserId};

/// What has a name to mention it by: as it is typed, and as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    typed: String,
    stored: String,
    /// Whether it can be mentioned here. What cannot still counts where others of its name are numbered, so that they keep
    /// their numbers whoever comes and goes.
    here: bool,
}

impl Spelling {
    /// A person.
    pub fn person(id: UserId, name: &str, here: bool) -> Self {
        Self {
            typed: format!("@{name}"),
            stored: format!("<@{id}>"),
            here,
        }
    }

    /// A room.
    pub fn room(id: RoomId, name: &str) -> Self {
        Self {
            typed: format!("#{name}"),
            stored: format!("<#{id}>"),
            here: true,
        }
    }

    /// What to type for it: its name, with a number in the order of `all` where several share that here. Where the number
    /// makes the name of another, only the stored form tells them apart.
    pub fn to_type(&self, all: &[Self]) -> String {
        let (mut here, mut before) = (0, 0);
        for other in all.iter().filter(|other| other.typed == self.typed) {
            here += usize::from(other.here);
            before += usize::from(other.stored < self.stored);
        }
        let typed = match here {
            1 => self.typed.clone(),
            _ => format!("{} ({})", self.typed, before + 1),
        };
        let is_another = |other: &Self| other.typed == typed && other.stored != self.stored;
        if self.typed.len() < 2 || here > 1 && all.iter().any(is_another) {
            return self.stored.clone();
        }
        typed
    }
}

/// A text as it is stored. Of names that begin alike the longest counts; one that several share stays as typed, unless it
/// has the number of one of them.
pub fn encode(typed: &str, all: &[Spelling]) -> String {
    let (mut stored, mut from, mut at) = (String::new(), 0, 0);
    while let Some(next) = typed[at..].find(['@', '#']) {
        at += next;
        let rest = &typed[at..];
        let (mut best, mut length) = (None, 0);
        for spelling in all {
            if spelling.here && rest.starts_with(&spelling.typed) {
                let name = spelling.to_type(all);
                if name.len() > length
                    && rest.starts_with(&name)
                    && stands_alone(typed, at, name.len())
                {
                    (best, length) = (Some(spelling), name.len());
                }
            }
        }
        match best {
            Some(best) => {
                stored.push_str(&typed[from..at]);
                stored.push_str(&best.stored);
                at += length;
                from = at;
            }
            None => at += 1,
        }
    }
    stored.push_str(&typed[from..]);
    stored
}

/// Whether no word goes on before or after a name; `<@` begins what is stored already.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    before != Some(&b'<') && !joins(before) && !joins(bytes.get(at + length))
}

/// A stored text as it is typed: the other way around.
pub fn decode(stored: &str, all: &[Spelling]) -> String {
    let mut typed = stored.to_owned();
    for spelling in all {
        if spelling.here && stored.contains(&spelling.stored) {
            typed = typed.replace(&spelling.stored, &spelling.to_type(all));
        }
    }
    typed
}

/// A stored text in words, for where mentions are no more than text. Unlike [`decode`] it need not lead back.
pub fn in_words(stored: &str, names: &impl Names) -> String {
    use super::inline::{Token, reference};
    let (mut words, mut at) = (String::new(), 0);
    while let Some(next) = stored[at..].find('<') {
        words.push_str(&stored[at..at + next]);
        at += next;
        let found = reference(&stored[at..]);
        let length = found.as_ref().map_or(1, |(_, length)| *length);
        match found.map(|(token, _)| token) {
            Some(Token::Person(id)) => {
                words.push('@');
                words.push_str(names.person(id).unwrap_or(super::render::STRANGER));
            }
            Some(Token::Room(id)) => match names.room(id) {
                Some(name) => {
                    words.push('#');
                    words.push_str(name);
                }
                None => words.push_str(super::render::PRIVATE),
            },
            _ => words.push('<'),
        }
        at += length;
    }
    words.push_str(&stored[at..]);
    words
}

/// The rooms that a text mentions.
pub fn mentioned_rooms(stored: &str) -> Vec<RoomId> {
    let references = stored.match_indices("<#");
    let references = references.filter_map(|(at, _)| super::inline::reference(&stored[at..]));
    references
        .filter_map(|(token, _)| match token {
            super::inline::Token::Room(room) => Some(room),
            _ => None,
        })
        .collect()
}

/// The names of all whom and what a text mentions: what a change of them changes.
pub fn mentioned_names(stored: &str, names: &impl Names) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in stored.match_indices('<') {
        if let Some((_, length)) = super::inline::reference(&stored[at..]) {
            found.push(in_words(&stored[at..at + length], names));
        }
    }
    found
}
