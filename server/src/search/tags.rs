//! Tags: characters that the index holds beside the words of a message, for what operators ask.
//!
//! A tag is a single character that no text has as a word, so that it takes little space.

use protocol::{RoomId, UserId};
use uuid::Uuid;

/// Every message.
pub(crate) const EVERY: char = '\u{e000}';
/// A message with a file. It also stands before each file's name, and so separates the names.
pub(crate) const FILE: char = '\u{e001}';
/// A message with a picture.
pub(crate) const IMAGE: char = '\u{e002}';
/// A message with a web address.
pub(crate) const LINK: char = '\u{e003}';

/// The private characters of a plane of Unicode.
const PLANE: u32 = 0xfffe;

/// Returns the tag of a room's messages. A few rooms may share one, so the room of what is found is checked again.
pub(crate) fn room(room: RoomId) -> char {
    of(room.0, 0xf_0000)
}

/// Returns the tag of a person's messages, which a few people may share.
pub(crate) fn author(author: UserId) -> char {
    of(author.0, 0x10_0000)
}

/// Returns the word that stands for a mention of a person.
pub(crate) fn mention(person: UserId) -> String {
    format!("@{}", person.0.simple())
}

/// Returns the word that stands for a mention of a room.
pub(crate) fn room_mention(room: RoomId) -> String {
    format!("@{}", room.0.simple())
}

fn of(id: Uuid, plane: u32) -> char {
    // FNV-1a: the index outlives the program, so the hash must never change.
    let hash = id.as_bytes().iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    char::from_u32(plane + hash % PLANE).unwrap_or(EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_tag_is_a_private_character() {
        let ids = (0..2_000_u128).map(|number| Uuid::from_u128(number << 64 | 7));
        let tags: BTreeSet<char> = ids
            .flat_map(|id| [room(RoomId(id)), author(UserId(id))])
            .collect();
        assert!(
            tags.iter()
                .all(|tag| !tag.is_alphanumeric() && *tag > '\u{effff}')
        );
        assert!(tags.len() > 3_800, "{} of 4000 differ", tags.len());
        assert_ne!(room(RoomId(Uuid::nil())), EVERY);
    }
}
