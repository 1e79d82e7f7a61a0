//! How mentions look while one types: `@Grace Hopper` and `#general`. Stored, they are `<@id>` and `<#id>`, so that they
//! follow people and rooms through new names.

use super::Names;
use crate::model::{RoomId, UserId};

/// What can be mentioned: as it is typed, and as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    typed: String,
    stored: String,
}

impl Spelling {
    /// A person.
    pub fn person(id: UserId, name: &str) -> Self {
        Self {
            typed: format!("@{name}"),
            stored: format!("<@{id}>"),
        }
    }

    /// A room.
    pub fn room(id: RoomId, name: &str) -> Self {
        Self {
            typed: format!("#{name}"),
            stored: format!("<#{id}>"),
        }
    }

    /// What to type for it: where two share a name, only the stored form tells them apart.
    pub fn to_type<'a>(&'a self, all: &[Self]) -> &'a str {
        if self.is_plain(all) {
            &self.typed
        } else {
            &self.stored
        }
    }

    fn is_plain(&self, all: &[Self]) -> bool {
        let mut same = all.iter().filter(|other| other.typed == self.typed);
        self.typed.len() > 1 && same.next().is_some() && same.next().is_none()
    }
}

/// A text as it is stored. Of names that begin alike the longest counts; one that two share stays as typed.
pub fn encode(typed: &str, all: &[Spelling]) -> String {
    let (mut stored, mut from, mut at) = (String::new(), 0, 0);
    while let Some(next) = typed[at..].find(['@', '#']) {
        at += next;
        let rest = &typed[at..];
        let mut best: Option<&Spelling> = None;
        for spelling in all {
            let longer = best.is_none_or(|best| spelling.typed.len() > best.typed.len());
            if longer
                && rest.starts_with(&spelling.typed)
                && stands_alone(typed, at, spelling.typed.len())
            {
                best = Some(spelling);
            }
        }
        match best.filter(|best| best.is_plain(all)) {
            Some(best) => {
                stored.push_str(&typed[from..at]);
                stored.push_str(&best.stored);
                at += best.typed.len();
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
    for spelling in all.iter().filter(|spelling| spelling.is_plain(all)) {
        typed = typed.replace(&spelling.stored, &spelling.typed);
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
