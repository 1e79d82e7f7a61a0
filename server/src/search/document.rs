//! The document of a message: the words and tags under which the index finds it.

use super::{tags, words::words};
use protocol::{RoomId, UserId};
use uuid::Uuid;

/// The version of documents and of the index's form. A database with an index of another version builds it again.
///
/// Raise it with every change to what a document holds: a deletion removes from the index the words that the document has
/// then, so they must be those that it had when it was indexed.
pub(crate) const VERSION: i64 = 1;

/// The parts of a message that the index finds it by.
#[derive(Clone, Debug)]
pub(crate) struct Indexed<'a> {
    pub(crate) room: RoomId,
    pub(crate) author: UserId,
    pub(crate) body: &'a str,
    /// The name of each file, and whether it is a picture.
    pub(crate) files: Vec<(&'a str, bool)>,
}

impl Indexed<'_> {
    /// Returns the document: words with spaces between.
    pub(crate) fn document(&self) -> String {
        let mut document = String::with_capacity(self.body.len() + 32);
        let mut add = |word: &str| {
            document.push_str(word);
            document.push(' ');
        };
        for piece in pieces(self.body) {
            match piece {
                Piece::Text(text) => words(text).iter().for_each(|word| add(&word.text)),
                Piece::Person(person) => add(&tags::mention(person)),
                Piece::Room(room) => add(&tags::room_mention(room)),
            }
        }
        let mut letters = [0; 4];
        let mut tag = |tag: char| add(tag.encode_utf8(&mut letters));
        tag(tags::EVERY);
        tag(tags::room(self.room));
        tag(tags::author(self.author));
        if has_link(self.body) {
            tag(tags::LINK);
        }
        if self.files.iter().any(|(_, is_picture)| *is_picture) {
            tag(tags::IMAGE);
        }
        for (name, _) in &self.files {
            add(tags::FILE.encode_utf8(&mut letters));
            words(name).iter().for_each(|word| add(&word.text));
        }
        document.truncate(document.trim_end().len());
        document
    }
}

/// A piece of a stored text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    /// A mention by id.
    Person(UserId),
    Room(RoomId),
}

/// Splits a stored text at its mentions, `<@id>` and `<#id>`.
pub(crate) fn pieces(body: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (at, _) in body.match_indices('<') {
        if let Some((reference, length)) = reference(&body[at..])
            && at >= from
        {
            pieces.push(Piece::Text(&body[from..at]));
            pieces.push(reference);
            from = at + length;
        }
    }
    pieces.push(Piece::Text(&body[from..]));
    pieces
}

/// Returns the mention that a text begins with, and its length.
fn reference(text: &str) -> Option<(Piece<'_>, usize)> {
    let id = text.get(2..38).filter(|_| text[38..].starts_with('>'))?;
    let id = Uuid::parse_str(id).ok()?;
    let piece = match text.get(..2)? {
        "<@" => Piece::Person(UserId(id)),
        "<#" => Piece::Room(RoomId(id)),
        _ => return None,
    };
    Some((piece, 39))
}

/// Returns whether a text has a web address.
fn has_link(body: &str) -> bool {
    body.match_indices("://").any(|(at, sign)| {
        let before = &body.as_bytes()[..at];
        let ends = |scheme: &[u8]| {
            let start = at.checked_sub(scheme.len());
            start.is_some_and(|start| before[start..].eq_ignore_ascii_case(scheme))
        };
        let host = body[at + sign.len()..].chars().next();
        (ends(b"http") || ends(b"https")) && host.is_some_and(|c| c.is_alphanumeric() || c == '[')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};

    fn document(body: &str, files: Vec<(&str, bool)>) -> String {
        let (room, author) = (RoomId::default(), UserId::default());
        let indexed = Indexed {
            room,
            author,
            body,
            files,
        };
        indexed.document()
    }

    /// Returns the tags of a document as letters.
    fn shown(document: &str) -> String {
        let (room, author) = (
            tags::room(RoomId::default()),
            tags::author(UserId::default()),
        );
        let mut shown = document.to_owned();
        for (tag, letter) in [
            (tags::EVERY, "E"),
            (room, "R"),
            (author, "A"),
            (tags::LINK, "L"),
            (tags::IMAGE, "I"),
            (tags::FILE, "F"),
        ] {
            shown = shown.replace(tag, letter);
        }
        shown
    }

    #[test]
    fn a_document_has_words_mentions_tags_and_names_of_files() {
        let id = UserId(Uuid::from_u128(7));
        let hex = id.0.simple();
        for (body, files, expected) in [
            ("Tea?", vec![], "tea E R A".to_owned()),
            (
                "",
                vec![("Plan-2.PDF", false), ("Oak.png", true)],
                "E R A I F plan 2 pdf F oak png".to_owned(),
            ),
            (
                &format!("Ask <@{id}>, see <#{id}> and <@nobody>"),
                vec![],
                format!("ask @{hex} see @{hex} and nobody E R A"),
            ),
            (
                "HTTPS://example.org",
                vec![],
                "https example org E R A L".to_owned(),
            ),
            (
                "http:// and ftp://a",
                vec![],
                "http and ftp a E R A".to_owned(),
            ),
        ] {
            assert_eq!(shown(&document(body, files)), expected, "{body}");
        }
    }

    /// A new version of Rust or of a crate may fold characters in another way.
    #[test]
    fn the_words_of_all_characters_are_those_of_this_version() {
        let mut hash = Sha256::new();
        for c in '\0'..=char::MAX {
            for word in words(&format!("a{c}b")) {
                hash.update(word.text + " ");
            }
        }
        let hash: String = hash.finalize()[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            (VERSION, hash.as_str()),
            (1, "501f21fe36acd2b3"),
            "raise VERSION"
        );
    }
}
