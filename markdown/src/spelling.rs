//! How mentions look while one types: `@Grace Hopper` and `#general`. Stored, they are `<@id>` and `<#id>`, so that they
//! follow people and rooms through new names.

use protocol::{RoomId, UserId};

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

/// How the parser that shows a text reads it. It is part of what comes later.
#[derive(Debug)]
pub struct Reader {
    /// See [`super::signs`].
    pub signs: fn(&str) -> Vec<usize>,
    /// See [`super::joins`].
    pub joins: fn(char) -> bool,
}

/// Returns a text as it is stored. Of names that begin alike the longest counts; one that several share stays as typed,
/// unless it has the number of one of them. Until the reader is there, a name counts only after a space.
pub fn encode(typed: &str, all: &[Spelling], reader: Option<&Reader>) -> String {
    let (mut stored, mut from, mut at) = (String::new(), 0, 0);
    let signs = reader.map(|reader| (reader.signs)(typed));
    while let Some(next) = typed[at..].find(['@', '#']) {
        at += next;
        let begins = match &signs {
            Some(signs) => signs.binary_search(&at).is_ok(),
            None => typed[..at].ends_with([' ', '\n', '(']) || at == 0,
        };
        let found = begins.then(|| longest(&typed[at..], all, reader));
        match found.flatten() {
            Some((best, length)) => {
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

/// Returns the longest name that a text begins with, and what of the text it takes.
fn longest<'a>(
    rest: &str,
    all: &'a [Spelling],
    reader: Option<&Reader>,
) -> Option<(&'a Spelling, usize)> {
    let joins = |c: char| match reader {
        Some(reader) => (reader.joins)(c),
        None => c.is_ascii_alphanumeric(),
    };
    let mut best: Option<(&Spelling, usize)> = None;
    for spelling in all {
        if spelling.here && rest.starts_with(&spelling.typed) {
            let name = spelling.to_type(all);
            let length = name.len();
            if best.is_none_or(|(_, longest)| length > longest)
                && rest.starts_with(&name)
                && !rest[length..].starts_with(joins)
            {
                best = Some((spelling, length));
            }
        }
    }
    best
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
