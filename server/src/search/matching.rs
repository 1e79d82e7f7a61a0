//! Where the terms of a query match in a text.

use super::{query::Term, words::Word};
use std::ops::Range;

/// A match of a term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The place in the text, in bytes.
    pub(crate) place: Range<usize>,
    /// The number of the term among those that were looked for.
    pub(crate) term: usize,
    /// True if the last word of the text goes on after what was typed.
    pub(crate) begun: bool,
}

/// Returns the matches of terms in a text that was cut into words, in the order of their places.
pub(crate) fn matches<'a>(words: &[Word], terms: impl IntoIterator<Item = &'a Term>) -> Vec<Match> {
    let mut found = Vec::new();
    for (number, term) in terms.into_iter().enumerate() {
        let length = term.words.len();
        for run in words.windows(length.max(1)) {
            if let Some(begun) = fits(run, &term.words, term.prefix)
                && let (Some(first), Some(last)) = (run.first(), run.last())
            {
                found.push(Match {
                    place: first.place.start..last.place.end,
                    term: number,
                    begun,
                });
            }
        }
    }
    found.sort_by_key(|it| (it.place.start, it.place.end));
    found
}

/// Returns whether a text has a phrase, whose last word may go on if it is a `prefix`.
pub(crate) fn has(words: &[Word], phrase: &[String], prefix: bool) -> bool {
    let mut runs = words.windows(phrase.len().max(1));
    runs.any(|run| fits(run, phrase, prefix).is_some())
}

/// Returns whether the last of these words goes on after that of the phrase. `None` if they are not the phrase.
fn fits(run: &[Word], phrase: &[String], prefix: bool) -> Option<bool> {
    let (last, before) = run.split_last()?;
    let (end, start) = phrase.split_last()?;
    let starts = before.iter().map(|word| &word.text).eq(start);
    if !starts || !last.text.starts_with(end) {
        return None;
    }
    let begun = last.text.len() > end.len();
    (prefix || !begun).then_some(begun)
}

/// Joins matches that overlap into places, in their order.
pub(crate) fn places(matches: &[Match]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::with_capacity(matches.len());
    for found in matches {
        match places.last_mut() {
            Some(last) if found.place.start <= last.end => {
                last.end = last.end.max(found.place.end);
            }
            _ => places.push(found.place.clone()),
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{query::Query, words::words};

    fn marked<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        let query = Query::parse(query);
        let found = matches(&words(text), query.wanted());
        places(&found)
            .into_iter()
            .map(|place| &text[place])
            .collect()
    }

    #[test]
    fn a_match_covers_what_stands_in_the_text() {
        for (text, query, expected) in [
            ("Le Café noir", "cafe ", &["Café"][..]),
            ("We use Node.js here", "node.js ", &["Node.js"]),
            ("Teas and tea", "tea", &["Teas", "tea"]),
            ("Teas and tea", "tea ", &["tea"]),
            ("明日の会議資料", "会議", &["会議"]),
            ("会議会議", "会議", &["会議会議"]),
            ("green tea, tea green", "\"green tea\"", &["green tea"]),
            ("C++ or C", "c++ ", &["C++"]),
            ("nothing", "tea ", &[]),
            ("", "tea ", &[]),
        ] {
            assert_eq!(marked(text, query), expected, "{text}: {query}");
        }
    }
}
