//! Runs of text: words, links, mentions and emoji.

use super::{DEPTH, Names, Page, escape, unshield};
use crate::{
    custom_emoji::{MOST, Piece, pieces},
    escapes::reveal,
    html::escape_attribute,
    inline::{Token, tokens},
    links::is_web,
    references::Reference,
};
use protocol::{RoomId, UserId, route::room_path};
use std::ops::Range;

impl<N: Names> Page<'_, N> {
    /// Opens a link, or writes its source if it leads where no link may. `label` is its text if it has none of its own.
    pub(super) fn link(&mut self, dest: &str, range: Range<usize>, label: &str) {
        if self.links > 0 {
            // Only an image can be within a link.
            self.open("", "");
        } else if is_allowed(dest) && self.open.len() < DEPTH {
            self.links += 1;
            let open = self.anchor(dest, "");
            self.open(&open, "</a>");
            self.push(&escape(label));
        } else {
            let typed = unshield(self.source.get(range).unwrap_or_default());
            self.lines(&typed);
            self.skipped = 1;
        }
    }

    /// Returns the opening tag of a link to an address.
    fn anchor(&mut self, href: &str, dir: &str) -> String {
        if is_web(href) {
            self.rendered.addresses.push(href.to_owned());
        }
        let href = escape_attribute(href);
        format!(r#"<a href="{href}" target="_blank" rel="noopener noreferrer nofollow"{dir}>"#)
    }

    /// Writes text with its line breaks.
    pub(super) fn lines(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.push("<br>");
            }
            self.text(line);
        }
    }

    /// Writes text without line breaks.
    pub(super) fn text(&mut self, text: &str) {
        for token in tokens(text, self.emoji) {
            self.token(token);
        }
    }

    /// Writes one piece of a text.
    fn token(&mut self, token: Token) {
        let html = match token {
            Token::Text(text) => self.words(&text),
            Token::Link { text, .. } if self.links > 0 => escape(&reveal(&text)),
            Token::Link { text, href } => {
                let dir = self.directions.of_code();
                let (open, text) = (self.anchor(&reveal(&href), dir), escape(&reveal(&text)));
                format!("{open}{text}</a>")
            }
            Token::Emoji(emoji) => emoji.to_owned(),
            Token::Everyone(word) if self.quotes > 0 => word.to_owned(),
            Token::Everyone(word) => {
                self.rendered.mentions.add_word(word);
                format!(r#"<bdi class="mention is-mine">{word}</bdi>"#)
            }
            Token::Reference(Reference::Person(id)) => self.person(id),
            Token::Reference(Reference::Room(id)) => self.room(id),
        };
        self.push(&html);
    }

    /// Returns words, with the pictures of the workspace's emoji that they name.
    fn words(&mut self, text: &str) -> String {
        let mut html = String::new();
        for piece in pieces(text, self.names) {
            match piece {
                Piece::Text(text) => html.push_str(&escape(&reveal(text))),
                Piece::Emoji(typed, _) if self.pictures == MOST => html.push_str(typed),
                Piece::Emoji(_, picture) => {
                    self.pictures += 1;
                    self.named += picture.len();
                    html.push_str(&picture);
                }
            }
        }
        html
    }

    /// Returns a mention of a person. In a quote it notifies nobody.
    fn person(&mut self, id: UserId) -> String {
        let name = escape(
            self.names
                .person(id)
                .unwrap_or_else(|| locale::text().mentioned_someone()),
        );
        self.named += name.len();
        if self.quotes > 0 {
            return format!("<bdi>@{name}</bdi>");
        }
        self.rendered.mentions.add_person(id);
        let mine = if id == self.names.me() {
            " is-mine"
        } else {
            ""
        };
        format!(r#"<bdi class="mention{mine}">@{name}</bdi>"#)
    }

    /// Returns a mention of a room: a link to it, unless it is within another link.
    fn room(&mut self, id: RoomId) -> String {
        let Some(name) = self.names.room(id).map(escape) else {
            return locale::text().mentioned_private_room().to_owned();
        };
        if self.links > 0 {
            return format!("#{name}");
        }
        self.named += name.len();
        format!(
            r##"<a class="mention" href="{}">#{name}</a>"##,
            room_path(id)
        )
    }
}

/// Returns whether a link may lead to an address: only to the web and to mail, never to `javascript:` and its like.
fn is_allowed(dest: &str) -> bool {
    const MAIL: &str = "mailto:";
    is_web(dest)
        || dest
            .get(..MAIL.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(MAIL))
}
