use super::links::{Piece, pieces};
use crate::model::{RoomId, UserId};

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

/// Cuts a run of text into its pieces.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => cut(&text, &mut tokens),
            Piece::Link { text, href } => tokens.push(Token::Link { text, href }),
        }
    }
    tokens
}

fn cut(text: &str, tokens: &mut Vec<Token>) {
    let (mut start, mut at) = (0, 0);
    while let Some(next) = text[at..].find(['<', '@', ':']) {
        at += next;
        match special(text, at) {
            Some((token, length)) => {
                push_text(&text[start..at], tokens);
                tokens.push(token);
                at += length;
                start = at;
            }
            None => at += 1,
        }
    }
    push_text(&text[start..], tokens);
}

fn push_text(text: &str, tokens: &mut Vec<Token>) {
    if !text.is_empty() {
        tokens.push(Token::Text(text.to_owned()));
    }
}

/// What begins at a place in the text, with its length, where it is more than text.
fn special(text: &str, at: usize) -> Option<(Token, usize)> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'<' => reference(rest),
        b'@' => everyone(text, at),
        _ => named_emoji(rest).map(|(emoji, length)| (Token::Emoji(emoji), length)),
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
    stands_alone(text, at, word.len()).then_some((Token::Everyone(word), word.len()))
}

/// Whether no word goes on before or after a part of the text.
pub(super) fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !joins(text[..at].chars().next_back()) && !joins(text[at + length..].chars().next())
}

/// The emoji whose name a text begins with, and the length of that.
pub(super) fn named_emoji(rest: &str) -> Option<(&'static str, usize)> {
    // The longest name has some 40 characters.
    let window = rest.as_bytes().iter().take(50).skip(1);
    let end = 1 + window.into_iter().position(|byte| *byte == b':')?;
    let emoji = emojis::get_by_shortcode(&rest[1..end])?;
    Some((emoji.as_str(), end + 1))
}
