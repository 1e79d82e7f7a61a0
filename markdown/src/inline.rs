//! The pieces of a run of text: words, addresses, mentions and names of emoji.

use super::links::{Piece, pieces};
use protocol::{RoomId, UserId};
use std::ops::Range;

/// One piece of a run of text, as a reader understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Text(String),
    /// A web or mail address, with what it leads to.
    Link {
        text: String,
        href: String,
    },
    /// `<@id>`
    Person(UserId),
    /// `<#id>`
    Room(RoomId),
    /// [`ROOM`] or [`HERE`].
    Everyone(&'static str),
    /// `:tada:`
    Emoji(&'static str),
}

/// Mentions everyone in the room.
pub(super) const ROOM: &str = "@room";
/// Mentions who is active in the room at the moment.
pub(super) const HERE: &str = "@here";

/// Cuts a run of text into its pieces. Marks that [`super::escapes`] has hidden are text.
pub fn tokens(text: &str) -> Vec<Token> {
    let (mut tokens, mut start) = (Vec::new(), 0);
    for piece in pieces(text) {
        match piece {
            Piece::Text(piece) => {
                let end = start + piece.len();
                cut(text, start..end, &mut tokens);
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

/// Cuts a part of a text that holds no address.
fn cut(text: &str, part: Range<usize>, tokens: &mut Vec<Token>) {
    let (mut start, mut at) = (part.start, part.start);
    while let Some(next) = text[at..part.end].find(['<', '@', ':']) {
        at += next;
        let after_emoji = start == at && matches!(tokens.last(), Some(Token::Emoji(_)));
        match special(&text[..part.end], at, after_emoji) {
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

fn push_text(text: &str, tokens: &mut Vec<Token>) {
    if !text.is_empty() {
        tokens.push(Token::Text(text.to_owned()));
    }
}

/// Returns what begins at a place in the text, with its length, where it is more than text.
fn special(text: &str, at: usize, after_emoji: bool) -> Option<(Token, usize)> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'<' => reference(rest),
        b'@' => everyone(text, at),
        _ => {
            let (emoji, length) = named_emoji(rest)?;
            let begins = after_emoji || begins_word(text, at) && !text[..at].ends_with(':');
            (begins && ends_emoji(&rest[length..])).then_some((Token::Emoji(emoji), length))
        }
    }
}

/// The length of `<@` or `<#`, an id and `>`.
const REFERENCE: usize = 2 + 36 + 1;

/// A mention of a person or a room by id.
pub(super) fn reference(rest: &str) -> Option<(Token, usize)> {
    let id = rest.get(2..REFERENCE - 1)?;
    let token = match (rest.get(..2)?, rest.get(REFERENCE - 1..REFERENCE)?) {
        ("<@", ">") => Token::Person(id.parse().ok()?),
        ("<#", ">") => Token::Room(id.parse().ok()?),
        _ => return None,
    };
    Some((token, REFERENCE))
}

fn everyone(text: &str, at: usize) -> Option<(Token, usize)> {
    let word = [ROOM, HERE]
        .into_iter()
        .find(|word| text[at..].starts_with(word))?;
    let alone = begins_word(text, at) && ends_everyone(&text[at + word.len()..]);
    alone.then_some((Token::Everyone(word), word.len()))
}

/// Returns whether a mention or the name of an emoji may begin at a place in a text: not inside a word, a number, an
/// address or a path.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !joins(c) && !matches!(c, '_' | '/' | '\\' | '=' | '@' | '#' | '<'))
}

/// Returns whether a character makes one word with what is written beside it. Scripts without spaces between words, and
/// Korean, whose particles follow a name at once, join nothing.
pub fn joins(c: char) -> bool {
    let is_apart = matches!(c,
        '\u{e00}'..='\u{109f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ffdc}'
            | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !is_apart
}

/// `@here/maps` names a package, and `@room.example` a host.
fn ends_everyone(after: &str) -> bool {
    let mut after = after.chars();
    match after.next() {
        Some('_') => false,
        Some('/' | '.' | '-' | '@') => !after.next().is_some_and(joins),
        next => !next.is_some_and(joins),
    }
}

fn ends_emoji(after: &str) -> bool {
    match after.chars().next() {
        Some(':') => named_emoji(after).is_some(),
        next => !next.is_some_and(|c| joins(c) || matches!(c, '_' | '/' | '\\')),
    }
}

/// The emoji whose name a text begins with, and the length of that.
pub(super) fn named_emoji(rest: &str) -> Option<(&'static str, usize)> {
    // The longest name has some 40 characters.
    let window = rest.as_bytes().iter().take(50).skip(1);
    let end = 1 + window.into_iter().position(|byte| *byte == b':')?;
    let emoji = emojis::get_by_shortcode(&rest[1..end])?;
    Some((emoji.as_str(), end + 1))
}
