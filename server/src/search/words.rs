//! The words of a text, folded, with their places.

use super::fold::{Part, fold};
use std::ops::Range;
use unicode_normalization::char::compose;

/// The most characters of a word that count. Longer words are the same if these are.
const WORD_CHARS: usize = 64;

/// A word of a text. Words of one character that belong together are found as a phrase, as are the parts of `node.js`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The folded word. It has no spaces, quotes or other punctuation than `+` and `#`.
    pub(crate) text: String,
    /// Where it stands in the text, in bytes.
    pub(crate) place: Range<usize>,
}

/// Cuts a text into its words.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut cutter = Cutter::default();
    for (at, c) in text.char_indices() {
        let place = at..at + c.len_utf8();
        fold(c, |folded, part| cutter.take(folded, part, &place));
    }
    cutter.end_sign(false);
    cutter.words
}

/// The words so far, and what the next character does with the last one.
#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    open: Open,
    /// Number of characters of the open word.
    chars: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    /// The next letter begins a word.
    #[default]
    Nothing,
    /// The last word goes on.
    Word,
    /// The last word is a character that a mark may still change.
    Alone,
    /// The last word is a run of signs after a word.
    Sign,
}

impl Cutter {
    fn take(&mut self, c: char, part: Part, place: &Range<usize>) {
        match part {
            Part::Letter => self.letter(c, place),
            Part::Alone => self.alone(c, place),
            Part::Sign => self.sign(c, place),
            // A mark that is left out belongs to its letter when the word is shown.
            Part::Nothing => self.extend(place),
            Part::Break => {
                self.end_sign(false);
                self.open = Open::Nothing;
            }
        }
    }

    fn letter(&mut self, c: char, place: &Range<usize>) {
        self.end_sign(true);
        if self.open != Open::Word {
            self.push(c, place, Open::Word);
            return;
        }
        self.chars += 1;
        self.extend(place);
        if self.chars <= WORD_CHARS
            && let Some(word) = self.words.last_mut()
        {
            word.text.push(c);
        }
    }

    fn alone(&mut self, c: char, place: &Range<usize>) {
        self.end_sign(true);
        if self.open == Open::Alone
            && let Some(word) = self.words.last_mut()
            && word.place.end == place.start
            && let Some(whole) = word.text.chars().next().and_then(|base| compose(base, c))
        {
            // A voiced kana or a Korean syllable that was written in parts.
            word.text = whole.to_string();
            word.place.end = place.end;
            return;
        }
        self.push(c, place, Open::Alone);
    }

    fn sign(&mut self, c: char, place: &Range<usize>) {
        match self.open {
            Open::Word => self.push(c, place, Open::Sign),
            Open::Sign if self.chars < WORD_CHARS => {
                self.chars += 1;
                self.extend(place);
                if let Some(word) = self.words.last_mut() {
                    word.text.push(c);
                }
            }
            Open::Sign => {}
            Open::Nothing | Open::Alone => self.open = Open::Nothing,
        }
    }

    /// Ends a run of signs. A single one between two words is no more than a separator, as in `1+1`.
    fn end_sign(&mut self, before_word: bool) {
        if self.open == Open::Sign {
            self.open = Open::Nothing;
            if before_word && self.chars == 1 {
                self.words.pop();
            }
        }
    }

    fn push(&mut self, c: char, place: &Range<usize>, open: Open) {
        let (text, place) = (c.to_string(), place.clone());
        self.words.push(Word { text, place });
        (self.open, self.chars) = (open, 1);
    }

    fn extend(&mut self, place: &Range<usize>) {
        if self.open != Open::Nothing
            && let Some(word) = self.words.last_mut()
        {
            word.place.end = place.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn letters_lose_their_case_and_their_marks() {
        for (text, word) in [
            ("Café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("ÜBER", "uber"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("ﬁnd", "find"),
            ("ＦＵＬＬ", "full"),
            ("Ёлка", "елка"),
            ("Мой", "мой"),
            ("Οδυσσεύς", "οδυσσευσ"),
            ("كِتَاب", "كتاب"),
            ("שָׁלוֹם", "שלום"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(cut(text), [word], "{text}");
        }
    }

    #[test]
    fn words_end_at_punctuation() {
        for (text, expected) in [
            ("node.js", "node js"),
            ("OPS-358:", "ops 358"),
            ("C++ and c#, F#!", "c ++ and c # f #"),
            ("C++17", "c ++ 17"),
            ("1+1=2", "1 1 2"),
            ("#general +1", "general 1"),
            ("snake_case", "snake case"),
            ("don't", "don t"),
            (
                "https://example.org/Wiki?q=1#top",
                "https example org wiki q 1 top",
            ),
            ("**bold** `code`", "bold code"),
            ("a\0b\"c", "a b c"),
            ("++ ## \u{301}", ""),
        ] {
            assert_eq!(cut(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        for (text, expected) in [
            ("明日の会議資料", "明 日 の 会 議 資 料"),
            ("iPhoneを買う", "iphone を 買 う"),
            ("がｶﾞか\u{3099}", "が ガ が"),
            ("회의를", "회 의 를"),
            ("\u{1112}\u{116c}\u{110b}\u{1174}", "회 의"),
            ("ประชุม", "ป ร ะ ช ุ ม"),
            ("🎉👍🏽", "🎉 👍"),
        ] {
            assert_eq!(cut(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_word_knows_its_place_with_its_marks() {
        let text = "Un cafe\u{301}, s'il vous plaît";
        let found = words(text);
        assert_eq!(&text[found[1].place.clone()], "cafe\u{301}");
        let last = found.last().expect("a word");
        assert_eq!(&text[last.place.clone()], "plaît");
        for text in ["会\u{3099}議", "が", "か\u{3099}", "\u{1112}\u{116c}", "½"] {
            for word in words(text) {
                assert!(text.get(word.place.clone()).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn a_long_word_is_bounded() {
        let long = "a".repeat(10_000);
        let found = words(&long);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].text.len(), &found[0].place),
            (WORD_CHARS, &(0..10_000))
        );
    }
}
