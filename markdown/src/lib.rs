//! Message text → safe HTML, the same on both sides: CommonMark with strikethrough, tables and task lists, bare addresses,
//! names of emoji, and mentions of people and rooms. Raw HTML stays text.
//!
//! Nothing of a first screen but [`is_plain`], [`escape`] and [`encode`] may be named by the page's own wasm: the renderer
//! is part of what comes later.

mod bounds;
mod direction;
mod emoji_alone;
mod escapes;
mod gist;
mod inline;
mod links;
mod mentions;
mod names;
mod render;
mod shield;
mod signs;
mod spelling;

pub use gist::gist;
pub use inline::{Token, joins, tokens};
pub use links::{Piece, pieces};
pub use mentions::{Mentions, Reading, mentions, read};
pub use names::Names;
pub use render::{render, web_addresses};
pub use signs::signs;
pub use spelling::{
    Reader, Spelling, decode, encode, mentioned_names, mentioned_people, mentioned_rooms,
};

/// The parser as [`encode`] asks it. In a browser only what comes later may name it.
pub static READER: Reader = Reader { signs, joins };

/// Whether a text is shown as it is, so that it needs no renderer: it has neither markup, nor links, nor mentions,
/// and is not a few emoji alone.
pub fn is_plain(body: &str) -> bool {
    let (mut before, mut colons) = (b'\n', 0);
    for byte in body.bytes() {
        let marks = match byte {
            b'\\' | b'*' | b'_' | b'`' | b'~' | b'[' | b'<' | b'@' | b'|' | b'\t' | b'\r' => true,
            b'#' | b'>' | b'-' | b'+' | b'=' | b'0'..=b'9' | b' ' | b'\n' => before == b'\n',
            b'/' => before == b':',
            // Most emoji begin with these, and few other texts do: those that are emoji alone are shown large.
            0xe2 | 0xf0 => before == b'\n',
            b':' => {
                colons += 1;
                colons > 1
            }
            _ => false,
        };
        if marks {
            return false;
        }
        before = byte;
    }
    true
}

/// A text as the content of an element, in the very words in which a browser gives it back.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests;
