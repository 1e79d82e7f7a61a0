//! Random choices of the clients, derived from one seed.

use crate::transport::Disconnect;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use std::time::Duration;

/// Something that a person or their device does at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RandomAction {
    /// Sends this many messages in a row.
    Send(usize),
    /// Sends an acked message again.
    Repeat,
    Edit,
    Delete,
    React,
    Read,
    MarkUnread,
    Draft,
    Typing,
    Ping,
    /// Requests the history of a room that the person was removed from.
    Peek,
    /// Reads nothing from the server for a while.
    Doze(Duration),
}

/// The random number generator of one client.
pub(crate) struct RandomSource(StdRng);

/// Actions and their weights.
const ACTIONS: &[(RandomAction, u32)] = &[
    (RandomAction::Send(1), 36),
    (RandomAction::Send(5), 3),
    (RandomAction::Repeat, 3),
    (RandomAction::Edit, 9),
    (RandomAction::Delete, 3),
    (RandomAction::React, 12),
    (RandomAction::Read, 8),
    (RandomAction::MarkUnread, 2),
    (RandomAction::Draft, 4),
    (RandomAction::Typing, 3),
    (RandomAction::Ping, 3),
    (RandomAction::Peek, 4),
    (RandomAction::Doze(Duration::from_millis(300)), 4),
    (RandomAction::Doze(Duration::from_millis(2_500)), 1),
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

impl RandomSource {
    /// Creates the generator of client `index` for this seed.
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        Self(StdRng::seed_from_u64(
            seed.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        ))
    }

    pub(crate) fn action(&mut self) -> RandomAction {
        let action = ACTIONS.choose_weighted(&mut self.0, |(_, weight)| *weight);
        action.map_or(RandomAction::Ping, |(action, _)| *action)
    }

    /// Returns a duration within bounds, in milliseconds.
    pub(crate) fn wait(&mut self, least_ms: u64, most_ms: u64) -> Duration {
        Duration::from_millis(self.0.random_range(least_ms..=most_ms))
    }

    pub(crate) fn disconnect(&mut self) -> Disconnect {
        let ways = [Disconnect::Close, Disconnect::Drop, Disconnect::Reset];
        ways.choose(&mut self.0)
            .copied()
            .unwrap_or(Disconnect::Drop)
    }

    /// Returns a text. A few are longer than a packet.
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

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.choose(&mut self.0)
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// Returns a whole number up to `most`.
    pub(crate) fn up_to(&mut self, most: u64) -> u64 {
        self.0.random_range(0..=most)
    }
}
