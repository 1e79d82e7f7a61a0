//! One-line summaries of messages, for lists.

use super::{EmojiLookup, Names, html::words, render};

/// Returns the words of a message without markup, on one line.
pub fn gist(body: &str, names: &impl Names, emoji: &EmojiLookup) -> String {
    words(&render(body, names, emoji))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EMOJI, names::Nobody};
    use protocol::{RoomId, UserId};

    #[test]
    fn markup_goes_and_words_stay() {
        for (body, line) in [
            (
                "The **difference** engine :tada:",
                "The difference engine 🎉",
            ),
            ("# One\n\n- two\n- three", "One two three"),
            ("a < b && c > d", "a < b && c > d"),
            ("```rust\nlet a = 1;\n```\ndone", "let a = 1; done"),
            (
                "[here](https://example.org), and `code`!",
                "here, and code!",
            ),
            ("<b>not</b> &amp; markup", "<b>not</b> &amp; markup"),
        ] {
            assert_eq!(gist(body, &Nobody, &EMOJI), line, "{body}");
        }
    }

    #[test]
    fn punctuation_stays_beside_mentions() {
        let (grace, secret) = (UserId::default(), RoomId::default());
        let body = format!("(<@{grace}>), @room: see <#{secret}>!");
        let line = "(@someone), @room: see a private room!";
        assert_eq!(gist(&body, &Nobody, &EMOJI), line);
    }
}
