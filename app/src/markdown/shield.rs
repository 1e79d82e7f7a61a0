//! CommonMark takes some of what people type apart, or away: an address with `*` in it, a line such as `[1]: see below`,
//! the text `&amp;`. There its marks are put out of its sight, as characters that stand for nothing, and come back in what it yields.

use linkify::{LinkFinder, LinkKind};

/// What has a meaning for CommonMark, and what takes its place. Unicode keeps these for uses like this one.
const SHIELDS: [(char, char); 5] = [
    ('_', '\u{fdd0}'),
    ('*', '\u{fdd1}'),
    ('~', '\u{fdd2}'),
    ('[', '\u{fdd3}'),
    ('&', '\u{fdd4}'),
];

/// The text for CommonMark to read.
pub(super) fn shield(body: &str) -> String {
    let bare = |c: char| match c {
        '\0' | '\u{fdd0}'..='\u{fdd4}' | '\u{fde0}'..='\u{fde2}' => char::REPLACEMENT_CHARACTER,
        '&' => '\u{fdd4}',
        other => other,
    };
    let body: String = body.chars().map(bare).collect();
    let lines = body.split_inclusive('\n').map(|line| {
        if is_definition(line) {
            line.replacen('[', "\u{fdd3}", 1)
        } else {
            line.to_owned()
        }
    });
    let body: String = lines.collect();
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let spans = finder.spans(&body).map(|span| match span.kind() {
        Some(_) => cover(span.as_str()),
        None => span.as_str().to_owned(),
    });
    spans.collect()
}

/// What CommonMark made of a shielded text, as it was typed.
pub(super) fn unshield(text: &str) -> String {
    let typed = |c| {
        let shield = SHIELDS.iter().find(|(_, shield)| *shield == c);
        shield.map_or(c, |(typed, _)| *typed)
    };
    text.chars().map(typed).collect()
}

fn cover(url: &str) -> String {
    let covered = |c| {
        let shield = SHIELDS.iter().find(|(typed, _)| *typed == c && c != '[');
        shield.map_or(c, |(_, shield)| *shield)
    };
    url.chars().map(covered).collect()
}

/// A line that defines where links lead, which CommonMark does not show. In a quote or a list it counts as well.
fn is_definition(line: &str) -> bool {
    let start = line.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '-' | '+' | '*' | '.' | ')')
    });
    start.starts_with('[') && start.contains("]:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_out_of_sight_comes_back() {
        for body in [
            "https://example.com/_a_/*b*/~c~ and _this_ *too*",
            "[1]: see below",
            "> - [x]: https://example.com",
            "你好 🎉",
        ] {
            assert_eq!(unshield(&shield(body)), body);
        }
    }

    #[test]
    fn only_marks_in_addresses_and_definitions_are_touched() {
        assert_eq!(unshield(&shield("&amp; & &#33;")), "&amp; & &#33;");
        assert_eq!(shield("_a_ [b](c)"), "_a_ [b](c)");
        assert!(!shield("https://example.com/_a_").contains('_'));
        assert!(!shield("[1]: see").contains('['));
    }
}
