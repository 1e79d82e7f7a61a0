//! Fills the arguments into a text.
//!
//! A pattern is text with marks, which the build script (`build/pattern.rs`) writes: `\u{1}a` is the first argument. A choice
//! is `\u{2}a`, then for each variant its key, `\u{3}`, its pattern and `\u{4}`, and `\u{5}` at its end. The last variant has
//! no key: it is used if no other fits.

use crate::{Texts, argument::Argument, plural};

/// Returns the text of a pattern with its arguments.
pub(crate) fn fill(texts: Texts, pattern: &str, arguments: &[Argument]) -> String {
    let mut filler = Filler {
        texts,
        arguments,
        text: String::new(),
    };
    filler.pattern(pattern);
    filler.text
}

struct Filler<'a> {
    texts: Texts,
    arguments: &'a [Argument<'a>],
    text: String,
}

impl Filler<'_> {
    fn pattern(&mut self, mut pattern: &str) {
        while let Some(at) = pattern.find(['\u{1}', '\u{2}']) {
            self.text.push_str(&pattern[..at]);
            let argument = pattern.as_bytes().get(at + 1);
            let argument =
                argument.and_then(|letter| self.arguments.get(usize::from(letter - b'a')));
            let is_choice = pattern[at..].starts_with('\u{2}');
            pattern = pattern.get(at + 2..).unwrap_or_default();
            if is_choice {
                let (variants, rest) = split_choice(pattern);
                pattern = rest;
                if let Some(argument) = argument {
                    self.choice(variants, argument);
                }
            } else {
                match argument {
                    Some(Argument::Text(text)) => self.text.push_str(text),
                    Some(Argument::Number(number)) => self.number(*number),
                    None => (),
                }
            }
        }
        self.text.push_str(pattern);
    }

    fn choice(&mut self, mut variants: &str, argument: &Argument) {
        while let Some((key, rest)) = variants.split_once('\u{3}') {
            let (pattern, rest) = split_variant(rest);
            let fits = key.is_empty()
                || match argument {
                    Argument::Text(text) => *text == key,
                    Argument::Number(number) => {
                        key.parse() == Ok(*number)
                            || plural::is_category(self.texts.language(), *number, key)
                    }
                };
            if fits {
                return self.pattern(pattern);
            }
            variants = rest;
        }
    }

    /// Writes a number with separators between thousands.
    fn number(&mut self, number: u64) {
        let digits = number.to_string();
        let separator = self.texts.digit_separator();
        for (place, digit) in digits.char_indices() {
            // Four digits need no separator.
            if place > 0 && digits.len() > 4 && (digits.len() - place).is_multiple_of(3) {
                self.text.push_str(separator);
            }
            self.text.push(digit);
        }
    }
}

/// Returns the variants of a choice, and what follows it.
fn split_choice(pattern: &str) -> (&str, &str) {
    split_at_end(pattern, '\u{5}')
}

/// Returns the pattern of a variant, and the variants that follow.
fn split_variant(pattern: &str) -> (&str, &str) {
    split_at_end(pattern, '\u{4}')
}

/// Splits at the first `end` outside of inner choices.
fn split_at_end(pattern: &str, end: char) -> (&str, &str) {
    let mut open = 0_usize;
    for (at, c) in pattern.char_indices() {
        if c == end && open == 0 {
            return (&pattern[..at], &pattern[at + 1..]);
        }
        match c {
            '\u{2}' => open += 1,
            '\u{5}' => open = open.saturating_sub(1),
            _ => (),
        }
    }
    (pattern, "")
}
