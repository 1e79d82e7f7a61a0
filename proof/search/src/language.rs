//! Texts whose words are as frequent as those of natural languages: the word of rank `r` has a share of about `1 / r` (Zipf).

use rand::{Rng as _, rngs::StdRng};
use std::collections::HashSet;

/// Number of different words of the alphabetic language.
const WORDS: usize = 60_000;
/// Number of different characters of the language that is written without spaces.
const CHARACTERS: u32 = 4_000;
/// Of so many messages one is in that language.
const UNSPACED_EVERY: u32 = 8;

/// The most frequent words, which are short in every language.
const FREQUENT: &str = "the of and to a in is that it for was on with as be at this by have from or we not are you an but which they \
    will all there can has more if no out so said what up about into than them could would been who other time new some do \
    these two may then only first any like now my over such our me even most made after also did many before must through \
    years where much your way down should because long each just those people how too good very make world still see own work men \
    day get here old life both between being under never same another know year while last might great come since against go came \
    right used take three house use again place around small found thought went say part once general high upon school every";

const STARTS: [&str; 24] = [
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st",
    "tr", "pr", "ch", "sh", "pl", "gr",
];
const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "io"];
const ENDS: [&str; 10] = ["", "n", "r", "s", "t", "l", "m", "nt", "ck", "ng"];

/// Numbers of which the one of rank `r` is drawn with a weight of `1 / (r + 2.7)`.
pub(crate) struct Zipf(Vec<f64>);

impl Zipf {
    pub(crate) fn new(ranks: usize) -> Self {
        let mut sum = 0.0;
        let weights = (0..ranks).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.7);
            sum
        });
        Self(weights.collect())
    }

    pub(crate) fn draw(&self, random: &mut StdRng) -> usize {
        let all = self.0.last().copied().unwrap_or_default();
        let at = random.random_range(0.0..all);
        self.0
            .partition_point(|sum| *sum <= at)
            .min(self.0.len() - 1)
    }
}

/// A language to write and to search in. The same seed makes the same one.
pub(crate) struct Language {
    /// The most frequent first.
    pub(crate) words: Vec<String>,
    frequency: Zipf,
    characters: Zipf,
}

impl Language {
    pub(crate) fn new(random: &mut StdRng) -> Self {
        let mut words: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
        let mut known: HashSet<String> = words.iter().cloned().collect();
        while words.len() < WORDS {
            let rank = words.len() as f64;
            let syllables = 1 + (rank.log10() - 1.0).clamp(0.0, 3.0) as usize;
            let word = word(random, syllables);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        Self {
            words,
            frequency: Zipf::new(WORDS),
            characters: Zipf::new(CHARACTERS as usize),
        }
    }

    /// Returns a word, a frequent one more often.
    pub(crate) fn word(&self, random: &mut StdRng) -> &str {
        &self.words[self.frequency.draw(random)]
    }

    /// Returns a message.
    pub(crate) fn message(&self, random: &mut StdRng) -> String {
        // Most messages are short, and a few are long.
        let length = 2.0 * (random.random_range(0.0_f64..3.2)).exp();
        let length = length as usize + 1;
        if random.random_ratio(1, UNSPACED_EVERY) {
            return (0..length * 2).map(|_| self.character(random)).collect();
        }
        let mut message = String::new();
        for place in 0..length {
            if place > 0 {
                message.push_str(if random.random_ratio(1, 12) {
                    ", "
                } else {
                    " "
                });
            }
            match random.random_range(0..200) {
                0 => {
                    let number = random.random_range(1..5_000);
                    message.push_str(&format!("OPS-{number}"));
                }
                1 => {
                    let path = self.word(random);
                    message.push_str(&format!("https://example.org/{path}/{}", self.word(random)));
                }
                _ => message.push_str(self.word(random)),
            }
        }
        message
    }

    /// Returns a character of the language without spaces.
    pub(crate) fn character(&self, random: &mut StdRng) -> char {
        let rank = u32::try_from(self.characters.draw(random)).unwrap_or(0);
        // Spread over the block, so that frequent characters are not neighbours.
        char::from_u32(0x4e00 + rank * 2_741 % 20_000).unwrap_or('一')
    }
}

fn word(random: &mut StdRng, syllables: usize) -> String {
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(STARTS[random.random_range(0..STARTS.len())]);
        word.push_str(VOWELS[random.random_range(0..VOWELS.len())]);
        word.push_str(ENDS[random.random_range(0..ENDS.len())]);
    }
    word
}
