//! Emoji: looked up by name, and shown large in a text of nothing else.

use super::{Names, custom_emoji};

/// Looks up emoji. It is handed in, because a browser fetches its table of emoji apart from this code.
#[derive(Clone, Copy, Debug)]
pub struct EmojiLookup {
    /// Returns the emoji with a short name, such as `tada`.
    pub by_name: fn(&str) -> Option<&'static str>,
    /// Returns whether a text is exactly one emoji, with or without its variation selectors.
    pub is_emoji: fn(&str) -> bool,
}

/// All emoji that the `emojis` crate knows.
#[cfg(not(target_arch = "wasm32"))]
pub static EMOJI: EmojiLookup = EmojiLookup {
    by_name: |name| emojis::get_by_shortcode(name).map(emojis::Emoji::as_str),
    is_emoji: |text| emojis::get(text).is_some(),
};

/// The most emoji that are shown large.
const MOST: usize = 3;
/// The length of the longest emoji, in characters.
const LONGEST: usize = 10;
/// The longest text that may be emoji alone, in bytes. The emoji may be named.
const BYTES: usize = 200;

impl EmojiLookup {
    /// Returns the emoji whose name between colons begins a text, and the length of that in bytes.
    pub(super) fn named(&self, text: &str) -> Option<(&'static str, usize)> {
        // The longest name has some 40 characters.
        let mut window = text.bytes().take(50).skip(1);
        let end = 1 + window.position(|byte| byte == b':')?;
        let emoji = (self.by_name)(&text[1..end])?;
        Some((emoji, end + 1))
    }

    /// Returns the HTML content for a text that is one to three emoji and nothing else, `None` for any other text.
    pub(super) fn alone(&self, body: &str, names: &impl Names) -> Option<String> {
        let mut rest = body.trim();
        if rest.len() > BYTES {
            return None;
        }
        let (mut shown, mut count) = (String::new(), 0);
        while let Some(next) = rest.chars().next() {
            let length = if next.is_whitespace() {
                shown.push_str(if next == '\n' { "<br>" } else { " " });
                next.len_utf8()
            } else {
                count += 1;
                if let Some((emoji, length)) = self.first(rest) {
                    shown.push_str(emoji);
                    length
                } else {
                    let (html, length) = custom_emoji::first(rest, names)?;
                    shown.push_str(&html);
                    length
                }
            };
            rest = &rest[length..];
        }
        (1..=MOST).contains(&count).then_some(shown)
    }

    /// Returns the emoji that a text begins with, itself or by its name, and the length of that in bytes.
    fn first<'a>(&self, text: &'a str) -> Option<(&'a str, usize)> {
        if text.starts_with(':') {
            return self.named(text);
        }
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = ends.take(LONGEST).collect();
        let mut ends = ends.into_iter().rev();
        let end = ends.find(|end| (self.is_emoji)(&text[..*end]))?;
        Some((&text[..end], end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Nobody, is_plain};

    #[test]
    fn one_to_three_emoji_are_shown_large() {
        for (body, shown) in [
            ("🎉", "🎉"),
            ("👍🏽👩‍💻 🇩🇪", "👍🏽👩‍💻 🇩🇪"),
            (" ❤️\n", "❤️"),
            ("❤", "❤"),
            ("3️⃣", "3️⃣"),
            (":tada: 🎉", "🎉 🎉"),
            ("🎉\n🎉", "🎉<br>🎉"),
        ] {
            assert_eq!(
                EMOJI.alone(body, &Nobody).as_deref(),
                Some(shown),
                "{body:?}"
            );
            assert!(!is_plain(body), "{body:?} needs the renderer");
        }
    }

    #[test]
    fn more_emoji_and_other_texts_are_not_large() {
        for body in [
            "🎉🎉🎉🎉",
            "🎉!",
            "Well 🎉",
            "3",
            "#",
            ":nothing:",
            "—",
            "",
            " ",
        ] {
            assert_eq!(EMOJI.alone(body, &Nobody), None, "{body:?}");
        }
    }
}
