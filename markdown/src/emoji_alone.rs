use super::inline::named_emoji;

/// So many are shown large.
const MOST: usize = 3;
/// The longest emoji has so many characters.
const LONGEST: usize = 10;
/// Longer texts, in bytes, are more than a few emoji: they may be named.
const BYTES: usize = 200;

/// What to show for a text that is one to three emoji and nothing else; none for any other.
pub(super) fn emoji_alone(body: &str) -> Option<String> {
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
            let (emoji, length) = first(rest)?;
            shown.push_str(emoji);
            count += 1;
            length
        };
        rest = &rest[length..];
    }
    (1..=MOST).contains(&count).then_some(shown)
}

/// The emoji that a text begins with, itself or by its name, and the length of that in bytes.
fn first(text: &str) -> Option<(&str, usize)> {
    if text.starts_with(':') {
        return named_emoji(text);
    }
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST).collect();
    let is_emoji = |end: &usize| emojis::get(&text[..*end]).is_some();
    let end = ends.into_iter().rev().find(is_emoji)?;
    Some((&text[..end], end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::is_plain;

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
            assert_eq!(emoji_alone(body).as_deref(), Some(shown), "{body:?}");
            assert!(!is_plain(body), "{body:?} needs the renderer");
        }
    }

    #[test]
    fn more_of_them_and_other_texts_are_not() {
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
            assert_eq!(emoji_alone(body), None, "{body:?}");
        }
    }
}
