//! Mentions as people type them, `@Grace Hopper` and `#general`, and as they are stored, `<@id>` and `<#id>`: so a stored
//! mention stays valid when a person or a room gets a new name.

use protocol::{RoomId, UserId};

/// The spellings of a mention of one person or room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    typed: String,
    stored: String,
    /// Whether it can be mentioned in this room. Those that cannot still count when several of one name are numbered, so
    /// that the numbers stay the same when people join and leave.
    here: bool,
}

impl Spelling {
    /// Returns the spelling of a person.
    pub fn person(id: UserId, name: &str, here: bool) -> Self {
        Self {
            typed: format!("@{name}"),
            stored: format!("<@{id}>"),
            here,
        }
    }

    /// Returns the spelling of a room.
    pub fn room(id: RoomId, name: &str) -> Self {
        Self {
            typed: format!("#{name}"),
            stored: format!("<#{id}>"),
            here: true,
        }
    }

    /// Returns what to type: the name, with a number if several here share it. If that is the name of another, returns the
    /// stored form, which alone tells them apart.
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

/// The parts of the parser that [`encode`] uses. In the browser their code is loaded later.
#[derive(Debug)]
pub struct MentionParser {
    /// See `mention_starts`.
    pub mention_starts: fn(&str) -> Vec<usize>,
    /// See `joins`.
    pub joins: fn(char) -> bool,
}

/// Returns a typed text as it is stored. Of several names that match, the longest counts. A name that several share stays
/// as typed, unless it has the number of one of them. Without a parser, a name counts only after a space.
pub fn encode(typed: &str, all: &[Spelling], parser: Option<&MentionParser>) -> String {
    let (mut stored, mut from, mut at) = (String::new(), 0, 0);
    let starts = parser.map(|parser| (parser.mention_starts)(typed));
    while let Some(next) = typed[at..].find(['@', '#']) {
        at += next;
        let begins = match &starts {
            Some(starts) => starts.binary_search(&at).is_ok(),
            None => typed[..at].ends_with([' ', '\n', '(']) || at == 0,
        };
        let found = begins.then(|| longest(&typed[at..], all, parser));
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

/// Returns the longest name that a text begins with, and its length in the text.
fn longest<'a>(
    rest: &str,
    all: &'a [Spelling],
    parser: Option<&MentionParser>,
) -> Option<(&'a Spelling, usize)> {
    let joins = |c: char| match parser {
        Some(parser) => (parser.joins)(c),
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

/// Returns a stored text as it is typed: the inverse of [`encode`].
pub fn decode(stored: &str, all: &[Spelling]) -> String {
    let mut typed = stored.to_owned();
    for spelling in all {
        if spelling.here && stored.contains(&spelling.stored) {
            typed = typed.replace(&spelling.stored, &spelling.to_type(all));
        }
    }
    typed
}
