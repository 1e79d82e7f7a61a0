//! CommonMark splits or drops some of what people type: an address with `*` in it, a line such as `[1]: see below`, the
//! text `&amp;`. Placeholder characters shield these marks from it, and its output gets the marks back.

use super::links::{Address, addresses};

/// Marks with a meaning to CommonMark, and their placeholders: noncharacters, which Unicode reserves for internal use.
const SHIELDS: [(char, char); 5] = [
    ('_', '\u{fdd0}'),
    ('*', '\u{fdd1}'),
    ('~', '\u{fdd2}'),
    ('[', '\u{fdd3}'),
    ('&', '\u{fdd4}'),
];

/// Returns a text for CommonMark to parse.
pub(super) fn shield(body: &str) -> String {
    let bare = |c: char| match c {
        '\0' | '\u{fdd0}'..='\u{fdd5}' | '\u{fde0}'..='\u{fde2}' => char::REPLACEMENT_CHARACTER,
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
    let (mut shielded, mut end) = (String::with_capacity(body.len()), 0);
    for Address { range, is_mail } in addresses(&body) {
        if !is_mail {
            shielded.push_str(&body[end..range.start]);
            shielded.push_str(&cover(&body[range.clone()]));
            end = range.end;
        }
    }
    shielded.push_str(&body[end..]);
    pad(&shielded)
}

/// Returns a text that CommonMark made of a shielded one, with its marks as typed.
pub(super) fn unshield(text: &str) -> String {
    let typed = |c| {
        let shield = SHIELDS.iter().find(|(_, shield)| *shield == c);
        shield.map_or(c, |(typed, _)| *typed)
    };
    let text = text.chars().filter(|c| *c != PAD);
    text.map(typed).collect()
}

/// Separates a mark of emphasis from the punctuation beside it, as a letter would.
const PAD: char = '\u{fdd5}';

/// Lets marks of emphasis open and close beside Chinese, Japanese and Korean.
///
/// CommonMark assumes spaces between words. It lets no mark close between punctuation and a letter, as in
/// `**注目：**会議`. If a character of these scripts is on one side of a mark, punctuation on the other side, or of the
/// scripts themselves, counts as a letter.
fn pad(text: &str) -> String {
    if !text.chars().any(is_unspaced) {
        return text.to_owned();
    }
    let is_mark = |c: char| c == '*' || c == '~';
    let mut padded = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.find(is_mark) {
        let run = rest[at..]
            .find(|c| !is_mark(c))
            .map_or(rest.len(), |end| at + end);
        let before = rest[..at].chars().next_back();
        let after = rest[run..].chars().next();
        let beside = before.into_iter().chain(after).any(is_unspaced);
        padded.push_str(&rest[..at]);
        padded.extend(before.filter(|c| beside && is_punctuation(*c)).map(|_| PAD));
        padded.push_str(&rest[at..run]);
        padded.extend(after.filter(|c| beside && is_punctuation(*c)).map(|_| PAD));
        rest = &rest[run..];
    }
    padded.push_str(rest);
    padded
}

/// Returns whether a character is punctuation to [`pad`]. A backslash is not: it must stay beside the mark that it escapes.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && c != '\\'
}

/// Returns whether a character is of a script that puts no spaces between words, or of its punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}')
}

/// Shields the marks in an address.
fn cover(url: &str) -> String {
    let covered = |c| {
        let shield = SHIELDS.iter().find(|(typed, _)| *typed == c && c != '[');
        shield.map_or(c, |(_, shield)| *shield)
    };
    url.chars().map(covered).collect()
}

/// Returns whether a line defines the target of links, also in a quote or a list. CommonMark shows no such line.
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
    fn shielded_marks_come_back() {
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
        assert!(!shield("https://example.com/_a_/b").contains('_'));
        assert!(!shield("[1]: see").contains('['));
    }
}
