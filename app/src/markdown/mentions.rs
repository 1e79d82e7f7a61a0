use super::{
    inline::{HERE, Token, tokens},
    render::parse,
    shield::unshield,
};
use crate::model::UserId;
use pulldown_cmark::{Event, Tag};

/// Whom a message calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Each once.
    pub people: Vec<UserId>,
    /// `@room`: everyone in the room.
    pub everyone: bool,
    /// `@here`: who is active there at the moment.
    pub here: bool,
}

/// Whom a message calls. What is quoted, and what is code, calls nobody.
pub fn mentions(body: &str) -> Mentions {
    let mut mentions = Mentions::default();
    if !body.contains('@') {
        return mentions;
    }
    // How many quotes and blocks of code are open around the text.
    let mut aside = 0_usize;
    let mut open = Vec::new();
    for (event, _) in parse(&super::shield::shield(body)) {
        match event {
            Event::Start(tag) => {
                let is_aside = matches!(tag, Tag::BlockQuote(_) | Tag::CodeBlock(_));
                aside += usize::from(is_aside);
                open.push(is_aside);
            }
            Event::End(_) => aside -= usize::from(open.pop().unwrap_or_default()),
            Event::Text(text) if aside == 0 => mentions.add(&unshield(&text)),
            _ => {}
        }
    }
    mentions
}

impl Mentions {
    fn add(&mut self, text: &str) {
        for token in tokens(text) {
            match token {
                Token::Person(person) if !self.people.contains(&person) => self.people.push(person),
                Token::Everyone(HERE) => self.here = true,
                Token::Everyone(_) => self.everyone = true,
                _ => {}
            }
        }
    }
}
