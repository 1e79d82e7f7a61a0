//! Snippets: the part of a text that shows best why it was found.

use super::matching::{Match, places};
use protocol::SnippetPart;
use std::{collections::BTreeSet, ops::Range};

/// The most characters of a snippet.
const CHARS: usize = 220;
/// The characters before the first match that is shown.
const BEFORE: usize = 50;
/// How far a cut moves to fall between words, in characters.
const SLACK: usize = 20;
/// The most different texts to mark.
const MARKS: usize = 20;

/// Returns the part of a text around its matches, which are marked.
pub(crate) fn snippet(text: &str, matches: &[Match]) -> Vec<SnippetPart> {
    let shown = window(text, matches);
    let mut parts = Vec::new();
    let mut push = |text: &str, marked: bool| {
        if !text.is_empty() {
            let text = text.to_owned();
            parts.push(SnippetPart { text, marked });
        }
    };
    push(if shown.start > 0 { "…" } else { "" }, false);
    let mut at = shown.start;
    for place in places(matches) {
        let (start, end) = (place.start.max(at), place.end.min(shown.end));
        if start < end {
            push(&text[at..start], false);
            push(&text[start..end], true);
            at = end;
        }
    }
    push(&text[at..shown.end], false);
    push(if shown.end < text.len() { "…" } else { "" }, false);
    join(parts)
}

/// Returns a whole text with its matches marked.
pub(crate) fn whole(text: &str, matches: &[Match]) -> Vec<SnippetPart> {
    let (mut parts, mut at) = (Vec::new(), 0);
    let mut push = |text: &str, marked: bool| {
        if !text.is_empty() {
            let text = text.to_owned();
            parts.push(SnippetPart { text, marked });
        }
    };
    for place in places(matches) {
        push(&text[at..place.start], false);
        push(&text[place.clone()], true);
        at = place.end;
    }
    push(&text[at..], false);
    parts
}

/// Returns the different texts that match, as they stand in a text.
pub(crate) fn marks(text: &str, matches: &[Match]) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    for place in places(matches) {
        let mark = &text[place];
        if marks.len() < MARKS && !marks.iter().any(|known| known == mark) {
            marks.push(mark.to_owned());
        }
    }
    marks
}

/// Joins neighbours that are both marked or both not.
fn join(parts: Vec<SnippetPart>) -> Vec<SnippetPart> {
    let mut joined: Vec<SnippetPart> = Vec::with_capacity(parts.len());
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.marked == part.marked => last.text.push_str(&part.text),
            _ => joined.push(part),
        }
    }
    joined
}

/// Returns the part of a text with the most different terms.
fn window(text: &str, matches: &[Match]) -> Range<usize> {
    let best = best(text, matches);
    let start = match best {
        Some(first) => {
            let back = back(text, first, BEFORE);
            // Rather the beginning than a few words after it.
            match back <= back_from_start(text) {
                true => 0,
                false => after_space(text, back, first),
            }
        }
        None => 0,
    };
    let end = forward(text, start, CHARS);
    let end = match end < text.len() {
        true => before_space(text, end, best.unwrap_or(start)),
        false => end,
    };
    start..end
}

/// Returns where the match begins after which the most different terms follow soon.
fn best(text: &str, matches: &[Match]) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    // A text that repeats a word without end is not worth more attempts.
    for (number, first) in matches.iter().enumerate().take(200) {
        let end = forward(text, first.place.start, CHARS - BEFORE);
        let soon = matches[number..]
            .iter()
            .take_while(|it| it.place.end <= end);
        let terms: BTreeSet<usize> = soon.map(|it| it.term).collect();
        if best.is_none_or(|(most, _)| terms.len() > most) {
            best = Some((terms.len(), first.place.start));
        }
    }
    best.map(|(_, start)| start)
}

fn back_from_start(text: &str) -> usize {
    forward(text, 0, SLACK)
}

/// Returns the place so many characters after `at`.
fn forward(text: &str, at: usize, chars: usize) -> usize {
    let mut places = text[at..].char_indices();
    places
        .nth(chars)
        .map_or(text.len(), |(place, _)| at + place)
}

/// Returns the place so many characters before `at`.
fn back(text: &str, at: usize, chars: usize) -> usize {
    let mut places = text[..at].char_indices();
    let place = chars
        .checked_sub(1)
        .and_then(|chars| places.nth_back(chars));
    place.map_or(0, |(place, _)| place)
}

/// Returns the place after the first space from `at` on, unless it is far or not before `limit`.
fn after_space(text: &str, at: usize, limit: usize) -> usize {
    let near = &text[at..forward(text, at, SLACK).min(limit)];
    near.find(' ').map_or(at, |space| at + space + 1)
}

/// Returns the place of the last space before `at`, unless it is far or not after `limit`.
fn before_space(text: &str, at: usize, limit: usize) -> usize {
    let from = back(text, at, SLACK).max(limit);
    text[from..at].rfind(' ').map_or(at, |space| from + space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{matching::matches, query::Query, words::words};

    fn shown(text: &str, query: &str) -> String {
        let query = Query::parse(query);
        let found = matches(&words(text), query.wanted());
        let parts = snippet(text, &found);
        let part = |part: SnippetPart| match part.marked {
            true => format!("[{}]", part.text),
            false => part.text,
        };
        parts.into_iter().map(part).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(shown("Green tea, please", "tea"), "Green [tea], please");
        assert_eq!(shown("会議資料", "会議"), "[会議]資料");
        assert_eq!(shown("Nothing here", "tea"), "Nothing here");
        assert_eq!(shown("", "tea"), "");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_its_matches() {
        let text = format!(
            "{}the oak has a treasure {}",
            "word ".repeat(100),
            "more ".repeat(100)
        );
        let shown = shown(&text, "treasure");
        assert!(shown.starts_with("…word word"), "{shown}");
        assert!(shown.contains("the oak has a [treasure] more"), "{shown}");
        assert!(shown.ends_with("more…"), "{shown}");
        assert!(shown.chars().count() <= CHARS + 4, "{shown}");
    }

    #[test]
    fn the_part_with_the_most_terms_is_shown() {
        let far = "word ".repeat(100);
        let text = format!("tea {far}green tea {far}");
        assert!(shown(&text, "green tea ").contains("[green] [tea]"));
    }

    #[test]
    fn a_match_that_is_longer_than_the_snippet_is_cut() {
        let text = "会".repeat(1_000);
        let shown = shown(&text, &"会".repeat(150));
        assert_eq!(shown, format!("[{}]…", "会".repeat(CHARS)));
    }
}
