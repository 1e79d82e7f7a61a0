//! The people that a text notifies.

use protocol::UserId;
use serde::{Deserialize, Serialize};

/// Mentions everyone in the room.
pub(super) const ROOM: &str = "@room";
/// Mentions everyone who is active in the room at the moment.
pub(super) const HERE: &str = "@here";

/// The people that a message notifies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions {
    /// People mentioned by id, each once.
    pub people: Vec<UserId>,
    /// `@room`: everyone in the room.
    pub everyone: bool,
    /// `@here`: everyone who is active in the room at the moment.
    pub here: bool,
}

impl Mentions {
    /// Adds a person, unless they are there already.
    pub(super) fn add_person(&mut self, person: UserId) {
        if !self.people.contains(&person) {
            self.people.push(person);
        }
    }

    /// Adds [`ROOM`] or [`HERE`].
    pub(super) fn add_word(&mut self, word: &str) {
        match word {
            HERE => self.here = true,
            _ => self.everyone = true,
        }
    }
}
