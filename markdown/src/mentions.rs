//! What the server reads of a text, once, when it is written: whom it calls, and what of it can be seen.

use super::{gist::words, inline::HERE, is_plain, names::Nobody, render::page};
use protocol::UserId;
use serde::{Deserialize, Serialize};

/// Whom a message calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions {
    /// Each once.
    pub people: Vec<UserId>,
    /// `@room`: everyone in the room.
    pub everyone: bool,
    /// `@here`: who is active there at the moment.
    pub here: bool,
}

impl Mentions {
    pub(super) fn person(&mut self, person: UserId) {
        if !self.people.contains(&person) {
            self.people.push(person);
        }
    }

    /// Adds [`super::inline::ROOM`] or [`HERE`].
    pub(super) fn everyone(&mut self, word: &str) {
        match word {
            HERE => self.here = true,
            _ => self.everyone = true,
        }
    }
}

/// What a text means to the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub mentions: Mentions,
    /// Its words, and a mark for each rule, list item and box.
    pub shown: String,
}

/// Reads a text. What it shows as a call is what calls: both come of rendering it.
pub fn read(body: &str) -> Reading {
    if is_plain(body) {
        return Reading {
            shown: body.to_owned(),
            ..Reading::default()
        };
    }
    let page = page(body, &Nobody);
    let mut html = page.html;
    for (element, mark) in [
        ("<hr>", "\u{2014}"),
        ("<li>", "\u{2022}"),
        ("<input", "\u{2610}<input"),
    ] {
        html = html.replace(element, mark);
    }
    Reading {
        mentions: page.mentions,
        shown: words(&html),
    }
}

/// Returns whom a message calls. What is quoted, and what is code, calls nobody.
pub fn mentions(body: &str) -> Mentions {
    read(body).mentions
}
