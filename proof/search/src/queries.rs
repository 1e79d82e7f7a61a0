//! The queries that are measured, by kind.

use crate::language::Language;
use rand::{Rng as _, rngs::StdRng};

/// A kind of query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that few messages have.
    Rare,
    /// One of the most frequent words.
    Common,
    /// The beginning of a word, of one to six letters, as while typing.
    Prefix,
    /// Two frequent words.
    TwoCommon,
    /// A phrase of two characters in the language without spaces.
    Unspaced,
    /// A frequent word within a month.
    CommonDated,
    /// A word in a room and by a person.
    Narrowed,
    /// A frequent word without another.
    Without,
}

impl Kind {
    pub(crate) const ALL: [Self; 8] = [
        Self::Rare,
        Self::Common,
        Self::Prefix,
        Self::TwoCommon,
        Self::Unspaced,
        Self::CommonDated,
        Self::Narrowed,
        Self::Without,
    ];

    /// Returns a query of the kind.
    pub(crate) fn query(self, language: &Language, random: &mut StdRng) -> String {
        let common = |random: &mut StdRng| language.words[random.random_range(0..60)].clone();
        match self {
            Self::Rare => {
                let word = &language.words[random.random_range(20_000..60_000)];
                format!("{word} ")
            }
            Self::Common => format!("{} ", common(random)),
            Self::Prefix => {
                let word = language.word(random);
                word.chars().take(random.random_range(1..=6)).collect()
            }
            Self::TwoCommon => format!("{} {} ", common(random), language.word(random)),
            Self::Unspaced => [language.character(random), language.character(random)]
                .iter()
                .collect(),
            Self::CommonDated => {
                let (year, month) = (
                    random.random_range(2024..=2026),
                    random.random_range(1..=12),
                );
                format!("{} on:{year}-{month:02} ", common(random))
            }
            Self::Narrowed => {
                let person = random.random_range(1..200);
                let room = random.random_range(1..140);
                format!(
                    "{} from:\"Person {person}\" in:\"Room {room}\" ",
                    common(random)
                )
            }
            Self::Without => format!("{} -{} ", common(random), common(random)),
        }
    }
}
