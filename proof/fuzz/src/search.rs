//! Searches, and what they find in messages.

use protocol::{RoomId, UserId};
use server::searching::{Expression, Indexed, Query, matches, snippet, words};

/// Parses the first line as a search, and looks for it in the rest as in a message. The index must get a well-formed query,
/// find the message if its text matches, and the snippet must be a part of the text.
///
/// # Panics
///
/// If that does not hold.
pub fn search(text: &str) {
    let (typed, body) = text.split_once('\n').unwrap_or((text, text));
    let query = Query::parse(typed);
    let expression = Expression::of_terms(&query, |_| Vec::new());
    assert_well_formed(&expression.engine_query());

    let found_words = words(body);
    for word in &found_words {
        assert!(
            body.get(word.place.clone()).is_some(),
            "a word within a character: {body}"
        );
    }
    let found = matches(&found_words, query.wanted());
    let parts = snippet(body, &found);
    let shown: String = parts.iter().map(|part| part.text.as_str()).collect();
    let shown = shown.strip_prefix('…').unwrap_or(&shown);
    let shown = shown.strip_suffix('…').unwrap_or(shown);
    assert!(body.contains(shown), "a snippet from elsewhere: {shown}");
    let is_marked = parts.iter().any(|part| part.marked);
    assert_eq!(is_marked, !found.is_empty(), "marks: {shown}");

    // A mention is a word of its own, so its id is none.
    let has_mention = body.contains("<@") || body.contains("<#");
    if has_mention || query.wanted().count() == 0 {
        return;
    }
    let document = Indexed {
        room: RoomId::default(),
        author: UserId::default(),
        body,
        files: Vec::new(),
    };
    let fits = Expression::of_terms(&query, |_| Vec::new()).fits(&document.document());
    let is_found = |number| found.iter().any(|it| it.term == number);
    if fits {
        assert!(
            (0..query.wanted().count()).all(is_found),
            "nothing to mark: {body}"
        );
    }
}

/// Checks that a query for the index consists of quoted words, stars, parentheses and operators only.
fn assert_well_formed(query: &str) {
    let mut depth = 0_i32;
    for (place, part) in query.split('"').enumerate() {
        if place % 2 == 1 {
            let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_control);
            assert!(part.split(' ').all(is_word), "no words: {part:?}");
            continue;
        }
        for word in part.split([' ', '(', ')']) {
            let known = ["", "*", "AND", "OR", "NOT"].contains(&word);
            assert!(known, "{word:?} outside of quotes: {query}");
        }
        for c in part.chars() {
            depth += i32::from(c == '(') - i32::from(c == ')');
            assert!(depth >= 0, "{query}");
        }
    }
    assert_eq!(depth, 0, "{query}");
}
