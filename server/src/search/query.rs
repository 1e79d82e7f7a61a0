//! Queries as people type them. Every text is a query; what cannot be searched for is a problem with a reason.

use super::{
    dates::DateSpan,
    words::{Word, words},
};
use protocol::{SearchProblem, SearchProblemCode, limits};

/// The most words of all phrases of a query. In scripts without spaces every character is a word.
const PHRASE_WORDS: usize = 200;

/// A parsed query. A message must match all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) terms: Vec<Term>,
    /// `from:`. Of several people, the author is any one.
    pub(crate) from: Vec<Named>,
    /// `in:`. Of several rooms, it is in any one.
    pub(crate) rooms: Vec<Named>,
    pub(crate) has: Vec<(Has, bool)>,
    pub(crate) is: Vec<(Is, bool)>,
    pub(crate) dates: Vec<DateBound>,
    pub(crate) problems: Vec<SearchProblem>,
}

/// A word, or words that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub(crate) words: Vec<String>,
    /// True if the last word may go on.
    pub(crate) prefix: bool,
    /// True if a message must not have it.
    pub(crate) negated: bool,
    /// The term in lower case, as it was typed.
    pub(crate) typed: String,
}

/// The name of a person or a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) negated: bool,
    /// The operator with its value.
    pub(crate) typed: String,
}

/// What a message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Has {
    File,
    Link,
    Image,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// In a thread, as a reply or as its root.
    Thread,
    Pinned,
    Saved,
}

/// A bound on the time of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateBound {
    pub(crate) side: Side,
    pub(crate) span: DateSpan,
    pub(crate) negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
    On,
}

#[derive(Clone, Copy)]
enum Operator {
    From,
    In,
    Has,
    Is,
    Date(Side),
}

impl Query {
    /// Parses a query.
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        let mut count = 0;
        while !rest.is_empty() {
            let (item, after) = Item::first(rest);
            let typed = rest[..rest.len() - after.len()].trim_end();
            let before = query.terms.len();
            let last = after.is_empty() && !rest.ends_with(char::is_whitespace);
            query.add(item, typed, last);
            let added = query.terms.get(before);
            count += added.map_or(0, |term| term.words.len());
            if query.parts() > limits::SEARCH_WORDS || count > PHRASE_WORDS {
                query.problem(SearchProblemCode::TooManyWords, typed);
                break;
            }
            rest = after.trim_start();
        }
        query
    }

    /// Returns how many terms and operators it has.
    fn parts(&self) -> usize {
        let operators = self.from.len() + self.rooms.len() + self.has.len() + self.is.len();
        self.terms.len() + operators + self.dates.len() + self.problems.len()
    }

    /// Returns whether it asks for anything.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the terms that a message must have.
    pub fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| !term.negated)
    }

    /// Adds a problem with a part of the query.
    pub(crate) fn problem(&mut self, code: SearchProblemCode, typed: &str) {
        let text = typed.to_owned();
        self.problems.push(SearchProblem { code, text });
    }

    fn add(&mut self, item: Item<'_>, typed: &str, last: bool) {
        let negated = item.negated;
        let Some(operator) = item.operator else {
            return self.add_term(&item, last);
        };
        let value = item.value.trim();
        if value.is_empty() {
            return self.problem(SearchProblemCode::MissingValue, typed);
        }
        let named = || Named {
            name: value.to_owned(),
            negated,
            typed: typed.to_owned(),
        };
        match operator {
            Operator::From => self.from.push(named()),
            Operator::In => self.rooms.push(named()),
            Operator::Has => match value.to_lowercase().as_str() {
                "file" | "files" => self.has.push((Has::File, negated)),
                "link" | "links" => self.has.push((Has::Link, negated)),
                "image" | "images" => self.has.push((Has::Image, negated)),
                _ => self.problem(SearchProblemCode::UnknownValue, typed),
            },
            Operator::Is => match value.to_lowercase().as_str() {
                "thread" | "threads" => self.is.push((Is::Thread, negated)),
                "pinned" => self.is.push((Is::Pinned, negated)),
                "saved" => self.is.push((Is::Saved, negated)),
                _ => self.problem(SearchProblemCode::UnknownValue, typed),
            },
            Operator::Date(side) => match DateSpan::parse(value) {
                Some(span) => self.dates.push(DateBound {
                    side,
                    span,
                    negated,
                }),
                None => self.problem(SearchProblemCode::InvalidDate, typed),
            },
        }
    }

    fn add_term(&mut self, item: &Item<'_>, last: bool) {
        let found = words(item.value);
        let Some(word) = found.last() else {
            return;
        };
        let asked = item.value.ends_with('*') || item.starred;
        let ends = word.place.end == item.value.trim_end_matches('*').len();
        let open = asked || last && !item.quoted;
        let term = Term {
            prefix: open && ends && goes_on(word),
            negated: item.negated,
            typed: item.value.to_lowercase(),
            words: found.into_iter().map(|word| word.text).collect(),
        };
        self.terms.push(term);
    }
}

/// Returns whether a word may be the beginning of another: it has at least two letters. The words that begin with one letter
/// are too many to be of use.
fn goes_on(word: &Word) -> bool {
    let letters = word.text.chars().filter(|c| c.is_alphanumeric());
    letters.take(2).count() == 2
}

/// An item of a query, up to the space after it.
struct Item<'a> {
    negated: bool,
    operator: Option<Operator>,
    value: &'a str,
    quoted: bool,
    /// True if a `*` follows a quoted phrase.
    starred: bool,
}

impl<'a> Item<'a> {
    /// Splits the first item off a text that begins with one.
    fn first(text: &'a str) -> (Self, &'a str) {
        let mut rest = text;
        let negated = match rest.strip_prefix('-') {
            Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => {
                rest = after;
                true
            }
            _ => false,
        };
        let operator = operator(rest);
        if let Some((_, after)) = operator {
            rest = after;
        }
        let (value, quoted, mut rest) = value(rest);
        let starred = quoted && rest.starts_with('*');
        if starred {
            rest = &rest[1..];
        }
        let item = Self {
            negated,
            operator: operator.map(|(operator, _)| operator),
            value,
            quoted,
            starred,
        };
        (item, rest)
    }
}

/// Returns the operator that a text begins with, and the text after its colon.
fn operator(text: &str) -> Option<(Operator, &str)> {
    let at = text.find([':', '：'])?;
    let operator = match text[..at].to_ascii_lowercase().as_str() {
        "from" => Operator::From,
        "in" => Operator::In,
        "has" => Operator::Has,
        "is" => Operator::Is,
        "before" => Operator::Date(Side::Before),
        "after" => Operator::Date(Side::After),
        "on" | "during" => Operator::Date(Side::On),
        _ => return None,
    };
    Some((operator, text[at..].trim_start_matches([':', '：'])))
}

/// Splits the first value off a text: what is quoted, or all up to a space or a quote. Also returns whether it is quoted.
fn value(text: &str) -> (&str, bool, &str) {
    let mut chars = text.chars();
    if chars.next().is_some_and(is_quote) {
        let inner = chars.as_str();
        return match inner.char_indices().find(|(_, c)| is_quote(*c)) {
            Some((end, quote)) => (&inner[..end], true, &inner[end + quote.len_utf8()..]),
            // What is still being typed is a phrase already, whose last word may go on.
            None => (inner, false, ""),
        };
    }
    let end = text.find(|c: char| c.is_whitespace() || is_quote(c));
    let (value, rest) = text.split_at(end.unwrap_or(text.len()));
    (value, false, rest)
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』'
    )
}

#[cfg(test)]
mod tests;
