//! What a client takes it into its head to do next, all from one seed.

use crate::link::Cut;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use std::time::Duration;

/// Something that a person or their device does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whim {
    /// Sends so many messages, one after the other.
    Send(usize),
    /// Sends a message that was acked once more.
    Repeat,
    Edit,
    Delete,
    React,
    Read,
    MarkUnread,
    Draft,
    Typing,
    Ping,
    /// Asks for the history of a room that it was removed from.
    Peek,
    /// Does not read what the server sends for a while.
    Doze(Duration),
}

/// The dice of one client.
pub(crate) struct Dice(StdRng);

const WHIMS: &[(Whim, u32)] = &[
    (Whim::Send(1), 36),
    (Whim::Send(5), 3),
    (Whim::Repeat, 3),
    (Whim::Edit, 9),
    (Whim::Delete, 3),
    (Whim::React, 12),
    (Whim::Read, 8),
    (Whim::MarkUnread, 2),
    (Whim::Draft, 4),
    (Whim::Typing, 3),
    (Whim::Ping, 3),
    (Whim::Peek, 4),
    (Whim::Doze(Duration::from_millis(300)), 4),
    (Whim::Doze(Duration::from_millis(2_500)), 1),
];

const EMOJI: &[&str] = &["👍", "🎉", "❤️", "👩‍💻", "🇳🇱", "🙈"];
const WORDS: &[&str] = &[
    "engine",
    "card",
    "loop",
    "naïve",
    "数",
    "🚂",
    "<b>",
    "\"quoted\"",
    "a\nbreak",
];

impl Dice {
    /// The dice of the client numbered `index` in the run of this seed.
    pub(crate) fn of(seed: u64, index: u64) -> Self {
        Self(StdRng::seed_from_u64(
            seed.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        ))
    }

    pub(crate) fn whim(&mut self) -> Whim {
        let whim = WHIMS.choose_weighted(&mut self.0, |(_, weight)| *weight);
        whim.map_or(Whim::Ping, |(whim, _)| *whim)
    }

    /// Between two whims, or before the next attempt to connect, and so on.
    pub(crate) fn wait(&mut self, least_ms: u64, most_ms: u64) -> Duration {
        Duration::from_millis(self.0.random_range(least_ms..=most_ms))
    }

    pub(crate) fn cut(&mut self) -> Cut {
        let cuts = [Cut::Close, Cut::Drop, Cut::Reset];
        cuts.choose(&mut self.0).copied().unwrap_or(Cut::Drop)
    }

    /// A text, longer than what one packet takes now and then.
    pub(crate) fn text(&mut self, number: usize) -> String {
        let words = if self.chance(0.02) { 1_000 } else { 4 };
        let words = (0..words).filter_map(|_| WORDS.choose(&mut self.0).copied());
        format!("{number}: {}", words.collect::<Vec<_>>().join(" "))
    }

    pub(crate) fn emoji(&mut self) -> String {
        EMOJI
            .choose(&mut self.0)
            .copied()
            .unwrap_or("👍")
            .to_owned()
    }

    pub(crate) fn one_of<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.choose(&mut self.0)
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// A whole number up to `most`.
    pub(crate) fn up_to(&mut self, most: u64) -> u64 {
        self.0.random_range(0..=most)
    }
}
