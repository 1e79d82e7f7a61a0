//! Where in a text that is being typed a mention may begin. The parser decides that also shows the text, so that addresses
//! and code are left alone in both.

use super::{
    escapes::typed as source_of,
    inline::begins_word,
    links::{Piece, pieces},
    parser::parse,
    shield::{shield, unshield},
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

const SIGNS: [char; 2] = ['@', '#'];

/// Returns the places of the `@` and `#` that may begin a mention, in rising order.
pub fn signs(typed: &str) -> Vec<usize> {
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
                let text = unshield(source_of(&source, range));
                let here = in_typed.get(first..).unwrap_or_default();
                found.extend(beginnings(&text).map(|number| here.get(number)));
            }
            _ => {}
        }
    }
    found.into_iter().flatten().copied().collect()
}

fn places(text: &str) -> Vec<usize> {
    text.match_indices(SIGNS).map(|(at, _)| at).collect()
}

/// Returns which of the signs of a text may begin a mention, by their number.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let links = links(text);
    let may_begin = |at: usize| {
        let in_link = links.iter().any(|link| link.contains(&at));
        !in_link && begins_word(text, at)
    };
    let signs = places(text).into_iter().enumerate();
    let found: Vec<_> = signs.filter(|(_, at)| may_begin(*at)).collect();
    found.into_iter().map(|(number, _)| number)
}

fn links(text: &str) -> Vec<Range<usize>> {
    let (mut links, mut start) = (Vec::new(), 0);
    for piece in pieces(text) {
        let (Piece::Text(text) | Piece::Link { text, .. }) = &piece;
        let range = start..start + text.len();
        start = range.end;
        if matches!(piece, Piece::Link { .. }) {
            links.push(range);
        }
    }
    links
}
