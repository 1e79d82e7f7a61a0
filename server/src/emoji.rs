//! Texts that are exactly one emoji.

/// Returns the emoji in its full form, with its variation selectors, `None` if the text is not exactly one emoji. So the
/// same emoji from two keyboards is the same reaction.
pub(crate) fn one(text: &str) -> Option<&'static str> {
    emojis::get(text).map(emojis::Emoji::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_single_emoji_is_recognised() {
        for emoji in ["🎉", "👍🏽", "👩‍💻", "🇩🇪", "3️⃣", "❤️", "🏴‍☠️"]
        {
            assert_eq!(one(emoji), Some(emoji));
        }
    }

    #[test]
    fn an_emoji_in_its_short_form_is_the_same() {
        assert_eq!(one("❤"), Some("❤️"));
    }

    #[test]
    fn other_texts_are_not_one_emoji() {
        for text in [
            "",
            " ",
            "a",
            "ok",
            "🎉🎉",
            "🎉 ",
            "3",
            "\u{200d}",
            "👍\u{200d}",
            ":tada:",
        ] {
            assert_eq!(one(text), None, "{text:?}");
        }
    }
}
