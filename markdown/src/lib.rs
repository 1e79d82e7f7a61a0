//! Message text → safe HTML, the same on both sides: CommonMark with strikethrough, tables and task lists, bare addresses,
//! names of emoji, and mentions of people and rooms. Raw HTML stays text.
//!
//! In the browser, the wasm of the first screen may use only [`is_plain`], [`encode`] and [`escape`] and its like: the
//! renderer is part of the code that is loaded later.

mod bounds;
mod custom_emoji;
mod direction;
mod emoji;
mod escapes;
mod gist;
mod html;
mod inline;
mod links;
mod mention_starts;
mod mentions;
mod names;
mod parser;
mod reading;
mod references;
mod render;
mod shield;
mod spelling;
mod word;

pub use custom_emoji::{custom_emoji, emoji_html};
#[cfg(not(target_arch = "wasm32"))]
pub use emoji::EMOJI;
pub use emoji::EmojiLookup;
pub use gist::gist;
pub use html::{escape, escape_attribute};
pub use links::{Piece, pieces};
pub use mention_starts::mention_starts;
pub use mentions::Mentions;
pub use names::{Names, Nobody};
pub use reading::{Reading, read, web_addresses};
pub use references::{mentioned_names, mentioned_people, mentioned_rooms};
pub use render::render;
pub use spelling::{MentionParser, Spelling, decode, encode};
pub use word::joins;

/// The parser for [`encode`]. In the browser only code that is loaded later may use it.
pub static MENTION_PARSER: MentionParser = MentionParser {
    mention_starts,
    joins,
};

/// Returns whether a text is shown as it is and needs no renderer: it has neither markup, nor links, nor mentions, nor
/// names of emoji, and is not a few emoji alone.
pub fn is_plain(body: &str) -> bool {
    let (mut before, mut colons) = (b'\n', 0);
    for byte in body.bytes() {
        let marks = match byte {
            b'\\' | b'*' | b'_' | b'`' | b'~' | b'[' | b'<' | b'@' | b'|' | b'\t' | b'\r' => true,
            b'#' | b'>' | b'-' | b'+' | b'=' | b'0'..=b'9' | b' ' | b'\n' => before == b'\n',
            b'/' => before == b':',
            // Most emoji begin with these bytes, and few other texts do. Emoji alone are shown large by the renderer.
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

#[cfg(test)]
mod tests;
