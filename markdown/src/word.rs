//! Where a word begins and ends in a text.

/// Returns whether a mention or the name of an emoji may begin at a place in a text: not inside a word, a number, an
/// address or a path.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !joins(c) && !matches!(c, '_' | '/' | '\\' | '=' | '@' | '#' | '<'))
}

/// Returns whether a character makes one word with what is written beside it. Scripts without spaces between words, and
/// Korean, whose particles follow a name at once, join nothing.
pub fn joins(c: char) -> bool {
    let is_apart = matches!(c,
        '\u{e00}'..='\u{109f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ffdc}'
            | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !is_apart
}
