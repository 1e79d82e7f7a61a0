//! The word at the cursor that is to be completed.

use markdown::joins;

/// A word that may name a person, a room or an emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// `@`, `#` or `:`.
    pub(super) sign: char,
    /// The text after the sign, in lower case.
    pub(super) query: String,
    /// Place of the sign, in bytes.
    pub(super) start: usize,
    /// End of the word, in bytes.
    pub(super) end: usize,
}

/// The longest word, in characters.
const LONGEST: usize = 40;

/// Returns the word that ends at `cursor`, a place in bytes. Names of people and rooms may have spaces, those of emoji have
/// none.
pub(super) fn word(text: &str, cursor: usize) -> Option<Word> {
    let before = text.get(..cursor)?;
    for (place, (at, c)) in before.char_indices().rev().enumerate() {
        if place > LONGEST || c == '\n' {
            return None;
        }
        if !matches!(c, '@' | '#' | ':') {
            continue;
        }
        let query = before[at + 1..].to_lowercase();
        let joined = before[..at].ends_with(|c| joins(c) || matches!(c, ':' | '/'));
        let fits = match c {
            ':' => query.len() >= 2 && query.bytes().all(is_emoji_name),
            _ => !query.starts_with(' '),
        };
        return (fits && !joined).then_some(Word {
            sign: c,
            query,
            start: at,
            end: cursor,
        });
    }
    None
}

fn is_emoji_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(char, String)> {
        word(text, text.len()).map(|word| (word.sign, word.query))
    }

    #[test]
    fn a_sign_begins_a_word() {
        for (text, sign, query) in [
            ("@", '@', ""),
            ("Hi @Gra", '@', "gra"),
            ("(@grace hop", '@', "grace hop"),
            ("see #gen", '#', "gen"),
            ("well :ta", ':', "ta"),
            ("line\n@é", '@', "é"),
            ("你好@gra", '@', "gra"),
        ] {
            assert_eq!(found(text), Some((sign, query.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn addresses_times_and_finished_words_are_not_completed() {
        for text in [
            "ada@example",
            "10:30",
            "https://social.example/@gra",
            ":t",
            "@Grace\n",
            "# Title",
            "a::ta",
            "",
            "plain",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_word_ends_at_the_cursor() {
        let text = "é @gra and more";
        let word = word(text, 7).expect("a word");
        assert_eq!(
            (&text[word.start..word.end], word.query.as_str()),
            ("@gra", "gra")
        );
    }
}
