//! The workspace's own emoji: pictures in place of their names.

use super::{
    Names,
    html::escape_attribute,
    word::{begins_word, joins},
};
use protocol::CustomEmoji;

/// The most pictures in one text. More names stay text: each is short, and its HTML is not.
pub(super) const MOST: usize = 200;

/// Returns the HTML of an emoji's picture. Its size is the stylesheet's.
pub fn emoji_html(name: &str, picture: &str) -> String {
    let (name, picture) = (escape_attribute(name), escape_attribute(picture));
    format!(
        r#"<img class="custom-emoji" src="/previews/{picture}" alt=":{name}:" title=":{name}:">"#
    )
}

/// Returns the names of the workspace's emoji that a text may show, and their pictures.
pub fn custom_emoji(text: &str, names: &impl Names) -> Vec<String> {
    let known = |name: &str| Some(format!("{name} {}", names.emoji(name)?));
    text.split(':').filter_map(known).collect()
}

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// The name of an emoji as it is typed, and the HTML of its picture.
    Emoji(&'a str, String),
}

/// Splits a text into the names of the workspace's emoji and what is between.
pub(super) fn pieces<'a>(text: &'a str, names: &impl Names) -> Vec<Piece<'a>> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(next) = text[at..].find(':') {
        at += next;
        let begins = at == start && !found.is_empty() || begins_word(text, at);
        let ends = |length: usize| !text[at + length..].starts_with(joins);
        match first(&text[at..], names).filter(|(_, length)| begins && ends(*length)) {
            Some((html, length)) => {
                if start < at {
                    found.push(Piece::Text(&text[start..at]));
                }
                found.push(Piece::Emoji(&text[at..at + length], html));
                at += length;
                start = at;
            }
            None => at += 1,
        }
    }
    if start < text.len() {
        found.push(Piece::Text(&text[start..]));
    }
    found
}

/// Returns the HTML of the emoji whose name begins a text, and the length of that in bytes.
pub(super) fn first(text: &str, names: &impl Names) -> Option<(String, usize)> {
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    if !CustomEmoji::is_name(name) {
        return None;
    }
    let picture = names.emoji(name)?;
    Some((emoji_html(name, picture), name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EMOJI, gist, render};
    use protocol::{RoomId, UserId};

    /// A reader in a workspace with the emoji `brew` and `tada`.
    struct Drinker;

    impl Names for Drinker {
        fn me(&self) -> UserId {
            UserId::default()
        }

        fn person(&self, _: UserId) -> Option<&str> {
            None
        }

        fn room(&self, _: RoomId) -> Option<&str> {
            None
        }

        fn emoji(&self, name: &str) -> Option<&str> {
            ["brew", "tada"].contains(&name).then_some("cup")
        }
    }

    const BREW: &str =
        r#"<img class="custom-emoji" src="/previews/cup" alt=":brew:" title=":brew:">"#;

    fn html(text: &str) -> String {
        render(text, &Drinker, &EMOJI)
    }

    #[test]
    fn a_name_becomes_its_picture_where_a_word_may_begin() {
        assert_eq!(html("Now :brew:!"), format!("<p>Now {BREW}!</p>"));
        assert_eq!(html("Now :brew::brew:"), format!("<p>Now {BREW}{BREW}</p>"));
        for text in [
            "12:brew:",
            ":brew:s",
            "Now `:brew:`",
            "Now \\:brew:",
            "Now :scone:",
        ] {
            assert!(!html(text).contains("<img"), "{text}: {}", html(text));
        }
    }

    #[test]
    fn an_emoji_alone_is_large_also_beside_others() {
        assert_eq!(
            html(":brew:"),
            format!(r#"<p class="emoji-alone">{BREW}</p>"#)
        );
        assert!(html("🎉 :brew:").starts_with(r#"<p class="emoji-alone">🎉 <img"#));
    }

    #[test]
    fn a_unicode_emoji_keeps_its_name() {
        assert_eq!(html("Well :tada:"), "<p>Well 🎉</p>");
        assert!(html(":tada:").contains("🎉"));
    }

    #[test]
    fn summaries_name_the_emoji() {
        assert_eq!(
            gist("Now :brew: and cake", &Drinker, &EMOJI),
            "Now :brew: and cake"
        );
    }

    #[test]
    fn pictures_do_not_grow_without_bound() {
        let html = html(&"x :brew: ".repeat(4_000));
        assert!(html.matches("<img").count() <= MOST, "{}", html.len());
    }

    #[test]
    fn what_a_text_shows_is_known_without_rendering() {
        assert_eq!(custom_emoji("a :brew: b", &Drinker), ["brew cup"]);
        assert!(custom_emoji("a :scone: b", &Drinker).is_empty());
    }
}
