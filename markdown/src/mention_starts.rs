//! Places in a text that is being typed where a mention may begin. The parser that shows the text decides, so that
//! addresses and code are left alone in both.

use super::{
    escapes::typed as source_of,
    links::{Piece, pieces},
    parser::parse,
    shield::{shield, unshield},
    word::begins_word,
};
use pulldown_cmark::{Event, Tag, TagEnd};

const SIGNS: [char; 2] = ['@', '#'];

/// Returns the places of the `@` and `#` that may begin a mention, in rising order.
pub fn mention_starts(typed: &str) -> Vec<usize> {
    if !typed.contains(SIGNS) {
        return Vec::new();
    }
    // Shielding moves the signs, and keeps their number and order.
    let source = shield(typed);
    let in_typed = places(typed);
    let in_source = places(&source);
    let (mut found, mut in_code) = (Vec::new(), false);
    for (event, range) in parse(&source) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) if !in_code => {
                let first = in_source.partition_point(|place| *place < range.start);
                let here = in_typed.get(first..).unwrap_or_default();
                let text = unshield(source_of(&source, range));
                let numbers = starts(&text).into_iter();
                found.extend(numbers.filter_map(|number| here.get(number)));
            }
            _ => {}
        }
    }
    found
}

fn places(text: &str) -> Vec<usize> {
    text.match_indices(SIGNS).map(|(at, _)| at).collect()
}

/// Returns which of the signs in a run of text may begin a mention, by their number.
fn starts(text: &str) -> Vec<usize> {
    let (mut starts, mut number, mut end) = (Vec::new(), 0, 0);
    for piece in pieces(text) {
        let (Piece::Text(part) | Piece::Link { text: part, .. }) = &piece;
        for at in places(part) {
            if matches!(piece, Piece::Text(_)) && begins_word(text, end + at) {
                starts.push(number);
            }
            number += 1;
        }
        end += part.len();
    }
    starts
}
