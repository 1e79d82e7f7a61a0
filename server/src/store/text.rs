//! The text of a message before it is stored. It is parsed before it waits for the writer, where parsing would hold up others.

use super::StoreError;
use crate::visible::has_visible;
use markdown::{self, Mentions};
use protocol::limits;

/// A text with its mentions.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) body: String,
    pub(super) mentions: Mentions,
    /// True if any part of the text is visible.
    shows: bool,
}

impl Text {
    /// Parses a text. `TooLong` if it is.
    pub(super) fn read(body: String) -> Result<Self, StoreError> {
        if body.chars().count() > limits::MESSAGE_CHARS {
            return Err(StoreError::TooLong);
        }
        let reading = markdown::read(&body, &markdown::EMOJI);
        Ok(Self {
            shows: has_visible(&reading.shown),
            mentions: reading.mentions,
            body,
        })
    }

    /// Returns the text if it can be a message: `Empty` if there is none, `Invisible` if none of it is visible. A message with
    /// files `attached` needs no text.
    pub(super) fn admitted(self, attached: bool) -> Result<Self, StoreError> {
        let blank = !has_visible(&self.body);
        if attached && blank {
            return Ok(Self {
                body: String::new(),
                mentions: Mentions::default(),
                shows: false,
            });
        }
        if self.shows || attached {
            return Ok(self);
        }
        match self.body.trim().is_empty() {
            true => Err(StoreError::Empty),
            false => Err(StoreError::Invisible),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(body: &str, attached: bool) -> Result<String, StoreError> {
        let text = Text::read(body.to_owned())?;
        Ok(text.admitted(attached)?.body)
    }

    #[test]
    fn an_invisible_text_is_refused_as_invisible() {
        for body in [
            "\u{200b}",
            "\u{202e}\u{2066}",
            "[](https://example.org)",
            "**\u{200b}**",
            "#",
            "\u{3164} \u{2800}",
            "```\n```",
        ] {
            let refused = admitted(body, false);
            assert!(matches!(refused, Err(StoreError::Invisible)), "{body:?}");
        }
        assert!(matches!(admitted(" \n", false), Err(StoreError::Empty)));
        for body in [
            "a",
            "-",
            "---",
            "\u{200e}שלום",
            "می\u{200c}خواهم",
            "👩\u{200d}💻",
            "<!-- -->",
        ] {
            assert_eq!(admitted(body, false).expect("a text"), body);
        }
    }

    #[test]
    fn a_file_needs_no_text() {
        assert_eq!(admitted("\u{200b} ", true).expect("a text"), "");
        assert_eq!(admitted("#", true).expect("a text"), "#");
    }
}
