//! Random changes to texts.

use std::ops::Range;

/// Makes new texts from known ones. The same seed makes the same texts.
pub struct Mutator {
    state: u64,
}

/// The most changes to one text.
const CHANGES: usize = 8;

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns one of `known` with a few changes, some of them words from `dictionary`.
    pub fn text(&mut self, known: &[String], dictionary: &[String]) -> String {
        let mut bytes = self.pick(known).clone().into_bytes();
        for _ in 0..=self.below(CHANGES) {
            self.change(&mut bytes, known, dictionary);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn change(&mut self, bytes: &mut Vec<u8>, known: &[String], dictionary: &[String]) {
        let part = self.part(bytes.len());
        match self.below(7) {
            0 => drop(bytes.drain(part)),
            1 => {
                let word = self.pick(dictionary).clone();
                bytes.splice(part, word.into_bytes());
            }
            2 => {
                let copy = bytes[part.clone()].to_vec();
                bytes.splice(part.end..part.end, copy);
            }
            3 => {
                let other = self.pick(known).as_bytes();
                let other = other[self.part(other.len())].to_vec();
                bytes.splice(part, other);
            }
            4 => {
                let other = self.pick(known).clone();
                bytes.push(b'\n');
                bytes.extend(other.into_bytes());
            }
            5 => self.renumber(bytes),
            _ => {
                let octet = self.next().to_be_bytes()[0];
                if let Some(place) = bytes.get_mut(part.start) {
                    *place = octet;
                }
            }
        }
    }

    /// Replaces a digit: many interesting texts differ only in a number.
    fn renumber(&mut self, bytes: &mut [u8]) {
        let digits = bytes.iter_mut().filter(|octet| octet.is_ascii_digit());
        let mut digits: Vec<&mut u8> = digits.collect();
        let place = self.below(digits.len());
        let digit = b"0123456789"[self.below(10)];
        if let Some(place) = digits.get_mut(place) {
            **place = digit;
        }
    }

    fn part(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let most = (length - start).min(40);
        start..start + self.below(most + 1)
    }

    fn pick<'a>(&mut self, all: &'a [String]) -> &'a String {
        &all[self.below(all.len())]
    }

    /// Returns a number below `bound`, or 0 if there is none.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
