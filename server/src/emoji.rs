//! What counts as one emoji.

/// The text as the emoji that it is, in its full form (with the variation selector, where it has one); none where it is
/// anything else than exactly one. So the same emoji typed on two keyboards is the same reaction.
pub(crate) fn one(text: &str) -> Option<&'static str> {
    emojis::get(text).map(emojis::Emoji::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_of_any_make_is_one() {
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
    fn anything_else_is_none() {
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
