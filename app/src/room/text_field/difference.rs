//! The part of a text that differs from another.

use std::ops::Range;

/// The smallest replacement that makes one text the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference<'a> {
    /// Range to replace, in UTF-16 code units.
    pub(super) replaced: Range<u32>,
    /// Text that takes its place.
    pub(super) by: &'a str,
}

impl<'a> Difference<'a> {
    /// Compares two texts by characters.
    pub(super) fn new(from: &str, to: &'a str) -> Self {
        let same_start = common(from.chars(), to.chars());
        let (from_rest, to_rest) = (&from[same_start..], &to[same_start..]);
        let same_end = common(from_rest.chars().rev(), to_rest.chars().rev());
        let units = |text: &str| text.encode_utf16().count() as u32;
        let start = units(&from[..same_start]);
        let removed = &from_rest[..from_rest.len() - same_end];
        Self {
            replaced: start..start + units(removed),
            by: &to_rest[..to_rest.len() - same_end],
        }
    }
}

/// Returns the length of the common beginning, in bytes.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let pairs = one.zip(other);
    let same = pairs.take_while(|(one, other)| one == other);
    same.map(|(c, _)| c.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced() {
        let cases = [
            ("Look, @gr!", "Look, @Grace !", 7..9, "Grace "),
            ("", "Hello", 0..0, "Hello"),
            ("Hello", "", 0..5, ""),
            ("same", "same", 4..4, ""),
            ("aa", "aaa", 2..2, "a"),
            // Of two emoji that begin with the same code unit, the whole one is replaced.
            ("😀!", "😁!", 0..2, "😁"),
            ("👍 ok", "👍 no", 3..5, "no"),
        ];
        for (from, to, replaced, by) in cases {
            assert_eq!(
                Difference::new(from, to),
                Difference { replaced, by },
                "{from} → {to}"
            );
        }
    }
}
