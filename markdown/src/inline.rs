//! The pieces of a run of text: words, addresses, mentions and names of emoji.

use super::{
    emoji::EmojiLookup,
    links::{Piece, pieces},
    mentions::{HERE, ROOM},
    references::Reference,
    word::{begins_word, joins},
};
use std::ops::Range;

/// One piece of a run of text, as a reader understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    /// A web or mail address, with the target of its link.
    Link {
        text: String,
        href: String,
    },
    Reference(Reference),
    /// [`ROOM`] or [`HERE`].
    Everyone(&'static str),
    /// An emoji that was named, as in `:tada:`.
    Emoji(&'static str),
}

/// Splits a run of text into its pieces. Marks whose escapes are hidden are text.
pub(super) fn tokens(text: &str, emoji: &EmojiLookup) -> Vec<Token> {
    let (mut tokens, mut start) = (Vec::new(), 0);
    for piece in pieces(text) {
        match piece {
            Piece::Text(piece) => {
                let end = start + piece.len();
                split(text, start..end, emoji, &mut tokens);
                start = end;
            }
            Piece::Link { text, href } => {
                start += text.len();
                tokens.push(Token::Link { text, href });
            }
        }
    }
    tokens
}

/// Splits a part of a text that holds no address.
fn split(text: &str, part: Range<usize>, emoji: &EmojiLookup, tokens: &mut Vec<Token>) {
    let (mut start, mut at) = (part.start, part.start);
    while let Some(next) = text[at..part.end].find(['<', '@', ':']) {
        at += next;
        let after_emoji = start == at && matches!(tokens.last(), Some(Token::Emoji(_)));
        match special(&text[..part.end], at, after_emoji, emoji) {
            Some((token, length)) => {
                push_text(&text[start..at], tokens);
                tokens.push(token);
                at += length;
                start = at;
            }
            None => at += 1,
        }
    }
    push_text(&text[start..part.end], tokens);
}

/// Adds text, unless it is empty.
fn push_text(text: &str, tokens: &mut Vec<Token>) {
    if !text.is_empty() {
        tokens.push(Token::Text(text.to_owned()));
    }
}

/// Returns the piece that begins at a place in the text, with its length, `None` if it is only text.
fn special(
    text: &str,
    at: usize,
    after_emoji: bool,
    emoji: &EmojiLookup,
) -> Option<(Token, usize)> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'<' => {
            let reference = Reference::first(rest)?;
            Some((Token::Reference(reference), reference.length()))
        }
        b'@' => everyone(text, at),
        _ => {
            let (named, length) = emoji.named(rest)?;
            let begins = after_emoji || begins_word(text, at) && !text[..at].ends_with(':');
            let ends = ends_emoji(&rest[length..], emoji);
            (begins && ends).then_some((Token::Emoji(named), length))
        }
    }
}

/// Returns the `@room` or `@here` at a place in the text, with its length.
fn everyone(text: &str, at: usize) -> Option<(Token, usize)> {
    let word = [ROOM, HERE]
        .into_iter()
        .find(|word| text[at..].starts_with(word))?;
    let alone = begins_word(text, at) && ends_everyone(&text[at + word.len()..]);
    alone.then_some((Token::Everyone(word), word.len()))
}

/// Returns whether `@room` or `@here` may end before a text. `@here/maps` names a package, and `@room.example` a host.
fn ends_everyone(after: &str) -> bool {
    let mut after = after.chars();
    match after.next() {
        Some('_') => false,
        Some('/' | '.' | '-' | '@') => !after.next().is_some_and(joins),
        next => !next.is_some_and(joins),
    }
}

/// Returns whether the name of an emoji may end before a text.
fn ends_emoji(after: &str, emoji: &EmojiLookup) -> bool {
    match after.chars().next() {
        Some(':') => emoji.named(after).is_some(),
        next => !next.is_some_and(|c| joins(c) || matches!(c, '_' | '/' | '\\')),
    }
}
