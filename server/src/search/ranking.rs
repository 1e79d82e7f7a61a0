//! The relevance of a message: how well it matches, and how new it is.

use super::{
    matching::{Match, matches},
    query::Term,
    words::words,
};
use protocol::Timestamp;

/// The most bytes of a text that are read to rank it.
const READ_BYTES: usize = 4_000;
/// Constants of BM25: how soon repeating a word adds nothing, and how much a long text counts for less.
const SATURATION: f64 = 1.2;
const LENGTH_WEIGHT: f64 = 0.75;
/// The usual number of words of a message.
const USUAL_WORDS: f64 = 15.0;
/// After so many days the bonus of a new message is halved.
const HALVED_DAYS: f64 = 14.0;
const DAY_MS: f64 = 86_400_000.0;

/// Ranks messages for a query.
pub(crate) struct Ranking<'a> {
    terms: Vec<&'a Term>,
    now: Timestamp,
}

impl<'a> Ranking<'a> {
    pub(crate) fn new(terms: impl IntoIterator<Item = &'a Term>, now: Timestamp) -> Self {
        let terms = terms.into_iter().collect();
        Self { terms, now }
    }

    /// Returns the score of a message that the index has found. Equal messages have equal scores, whatever else there is.
    pub(crate) fn score(&self, body: &str, at: Timestamp) -> u32 {
        let body = &body[..body.floor_char_boundary(READ_BYTES)];
        let lower = body.to_lowercase();
        let words = words(body);
        let found = matches(&words, self.terms.iter().copied());
        let length = words.len() as f64 / USUAL_WORDS;
        let text: f64 = (0..self.terms.len())
            .map(|term| self.term(term, &found, &lower, length))
            .sum();
        let days = (self.now.0.saturating_sub(self.at_most_now(at)) as f64 / DAY_MS).max(0.0);
        let newness = 1.0 / (1.0 + days / HALVED_DAYS);
        // Half of the weight is the text's, so that a good old message stands before a poor new one.
        ((text + 0.1) * (1.0 + newness) * 1_000.0) as u32
    }

    fn at_most_now(&self, at: Timestamp) -> i64 {
        at.0.min(self.now.0)
    }

    /// Returns what one term adds to the score. `lower` is the text in lower case.
    fn term(&self, number: usize, found: &[Match], lower: &str, length: f64) -> f64 {
        let term = self.terms[number];
        let of_term = found.iter().filter(|it| it.term == number);
        let count: f64 = of_term.map(|it| if it.begun { 0.5 } else { 1.0 }).sum();
        // It may also be in the name of a file, in a mention, or further on.
        let count = if count == 0.0 { 0.5 } else { count };
        let typed = term.words.len() > 1 && lower.contains(&term.typed);
        let frequency =
            count / (count + SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length));
        frequency + if typed { 0.5 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Query;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    /// Asserts that the messages are in falling order of relevance. Each has a text, and an age in days.
    fn ranked(query: &str, messages: &[(&str, i64)]) {
        let query = Query::parse(query);
        let ranking = Ranking::new(query.wanted(), NOW);
        let scores: Vec<u32> = messages
            .iter()
            .map(|(body, days)| ranking.score(body, Timestamp(NOW.0 - days * 86_400_000)))
            .collect();
        assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
    }

    #[test]
    fn of_equal_messages_the_newer_one_is_first() {
        ranked(
            "tea",
            &[("tea", 0), ("tea", 1), ("tea", 30), ("tea", 1_000)],
        );
    }

    #[test]
    fn a_message_about_it_is_before_one_that_only_has_it() {
        let long = format!("tea {}", "and other things ".repeat(60));
        ranked("tea", &[("tea", 10), (&long, 1)]);
        ranked("tea", &[("tea tea tea cup", 10), ("tea in a cup", 10)]);
    }

    #[test]
    fn a_whole_word_is_before_a_begun_one_and_the_typed_form_before_its_parts() {
        ranked("tea", &[("the tea", 3), ("the team", 3)]);
        ranked(
            "node.js ",
            &[("use node.js here", 3), ("use node js here", 3)],
        );
    }

    #[test]
    fn any_text_has_a_score() {
        let query = Query::parse("tea");
        let ranking = Ranking::new(query.wanted(), NOW);
        for body in ["", &"é".repeat(40_000), &"tea ".repeat(10_000)] {
            for at in [i64::MIN, 0, NOW.0 + 1, i64::MAX] {
                assert!(ranking.score(body, Timestamp(at)) > 0);
            }
        }
    }
}
