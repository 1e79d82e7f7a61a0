//! Folding of characters: forms of one letter that people do not tell apart when they search become the same.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The part that a folded character has in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A letter or digit of a script that writes words apart, or a mark of one.
    Letter,
    /// A character that is a word of its own: of a script that does not write words apart, of Korean, whose particles
    /// follow a word at once, or an emoji.
    Alone,
    /// A sign that belongs to the word before it, as in `C++` and `C#`.
    Sign,
    /// A character that neither belongs to a word nor ends one.
    Nothing,
    /// A character between words.
    Break,
}

/// Passes the folded characters of a character to `emit`, each with its part.
pub(super) fn fold(c: char, mut emit: impl FnMut(char, Part)) {
    if c.is_ascii() {
        return emit(c.to_ascii_lowercase(), ascii_part(c));
    }
    // Their decomposed forms would tear a syllable apart.
    if matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}') {
        return emit(c, part(c));
    }
    // й is another letter than и, unlike ё and е.
    if matches!(c, 'й' | 'Й') {
        return emit('й', Part::Letter);
    }
    decompose_compatible(c, |part_of_c| {
        for lower in part_of_c.to_lowercase() {
            let letters = same_letter(lower);
            if letters.is_empty() {
                emit(lower, part(lower));
            }
            for letter in letters.chars() {
                emit(letter, Part::Letter);
            }
        }
    });
}

fn ascii_part(c: char) -> Part {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Part::Letter,
        '+' | '#' => Part::Sign,
        _ => Part::Break,
    }
}

fn part(c: char) -> Part {
    if c.is_ascii() {
        return ascii_part(c);
    }
    if is_ignored(c) {
        return Part::Nothing;
    }
    let in_word = c.is_alphanumeric() || is_combining_mark(c);
    match is_apart(c) {
        true if in_word => Part::Alone,
        _ if is_emoji(c) => Part::Alone,
        false if in_word => Part::Letter,
        _ => Part::Break,
    }
}

/// Returns whether a folded character is left out: marks of European letters, Arabic and Hebrew vowels, and what is
/// invisible. In other scripts marks tell words apart.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns the letters that stand for a letter which has no decomposition. Empty for all others.
fn same_letter(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŧ' => "t",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        // Persian and Arabic keyboards write different characters for these.
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        _ => "",
    }
}

/// Returns whether a character is of a script that is written without spaces between words, or of Korean.
fn is_apart(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}
