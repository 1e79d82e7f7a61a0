//! Marks behind a backslash, as in `\\@room`: they are shown as text and mean nothing. CommonMark removes the backslash,
//! so that the mark would mean something again. Placeholder characters hide it until the text is written.

use std::{borrow::Cow, ops::Range};

/// Marks that can begin a mention or the name of an emoji, and their placeholders: noncharacters, which Unicode reserves
/// for internal use.
const HIDDEN: [(char, char); 3] = [('@', '\u{fde0}'), ('<', '\u{fde1}'), (':', '\u{fde2}')];

/// Returns the source of a text that CommonMark made. The range of a text that begins with an escaped mark leaves out the
/// backslash, which is added here.
pub(super) fn typed(source: &str, range: Range<usize>) -> &str {
    let escape = source
        .get(..range.start)
        .is_some_and(|it| it.ends_with('\\'));
    let start = range.start - usize::from(escape);
    source.get(start..range.end).unwrap_or_default()
}

/// Returns a text that CommonMark made of `source`, with its escaped marks hidden.
pub(super) fn hide<'a>(text: &'a str, source: &str) -> Cow<'a, str> {
    if !["\\@", "\\<", "\\:"]
        .iter()
        .any(|mark| source.contains(mark))
    {
        return Cow::Borrowed(text);
    }
    let (mut plain, mut hidden) = (String::new(), String::new());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.next_if(|next| c == '\\' && next.is_ascii_punctuation());
        let shown = escaped.unwrap_or(c);
        let found = HIDDEN.iter().find(|(mark, _)| escaped == Some(*mark));
        plain.push(shown);
        hidden.push(found.map_or(shown, |(_, hidden)| *hidden));
    }
    // If CommonMark read the source in another way, its text counts.
    match plain == text {
        true => Cow::Owned(hidden),
        false => Cow::Borrowed(text),
    }
}

/// Returns a text with its hidden marks shown.
pub(super) fn reveal(text: &str) -> String {
    let shown = |c| {
        let found = HIDDEN.iter().find(|(_, hidden)| *hidden == c);
        found.map_or(c, |(mark, _)| *mark)
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_escaped_marks_are_hidden_and_all_come_back() {
        for (text, source, hidden) in [
            ("@room", "\\@room", "\u{fde0}room"),
            ("\\@room", "\\\\@room", "\\@room"),
            ("*a* @b :c:", "\\*a\\* @b \\:c:", "*a* @b \u{fde2}c:"),
            ("\\d @room", "\\d @room", "\\d @room"),
        ] {
            assert_eq!(hide(text, source), hidden, "{source}");
            assert_eq!(reveal(&hide(text, source)), text, "{source}");
        }
        assert_eq!(hide("@room", "another \\@"), "@room");
    }
}
