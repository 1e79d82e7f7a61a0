//! What the index is asked for: an expression in words and tags.

use super::{
    matching,
    query::{Query, Term},
    words::Word,
};

/// A word or phrase of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    prefix: bool,
}

/// An expression that a document fits or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expression {
    /// The document has at least one phrase of each list.
    all: Vec<Vec<Phrase>>,
    /// The document has none of these.
    none: Vec<Phrase>,
}

impl Expression {
    /// Returns the expression for the terms of a query. `names` returns the words that stand for the mentions of those whose
    /// names have a term.
    pub(crate) fn of_terms(query: &Query, names: impl Fn(&Term) -> Vec<String>) -> Self {
        let mut expression = Self::default();
        for term in &query.terms {
            let mut phrases = vec![Phrase {
                words: term.words.clone(),
                prefix: term.prefix,
            }];
            phrases.extend(names(term).into_iter().map(Phrase::word));
            match term.negated {
                true => expression.none.extend(phrases),
                false => expression.all.push(phrases),
            }
        }
        expression
    }

    /// Asks for one of these tags.
    pub(crate) fn with_any(&mut self, tags: impl IntoIterator<Item = char>) {
        let mut tags: Vec<char> = tags.into_iter().collect();
        tags.sort_unstable();
        tags.dedup();
        let phrases = tags.into_iter().map(|tag| Phrase::word(tag.to_string()));
        self.all.push(phrases.collect());
    }

    /// Asks for documents without this tag.
    pub(crate) fn without(&mut self, tag: char) {
        self.none.push(Phrase::word(tag.to_string()));
    }

    /// Returns whether it asks for something that a document has, rather than only for what it has not.
    pub(crate) fn is_positive(&self) -> bool {
        !self.all.is_empty()
    }

    /// Returns whether the index must join the documents of all words with a common beginning before it finds the first: it
    /// knows those of short beginnings.
    pub(crate) fn joins_words(&self) -> bool {
        let mut phrases = self.all.iter().flatten().chain(&self.none);
        phrases.any(|phrase| {
            let last = phrase.words.last();
            phrase.prefix && last.is_some_and(|word| word.chars().count() > 4)
        })
    }

    /// Returns it in the language of the index. Every word stands in quotes, and none has quotes.
    pub(crate) fn engine_query(&self) -> String {
        let any = |phrases: &[Phrase]| {
            let phrases: Vec<String> = phrases.iter().map(Phrase::engine_query).collect();
            format!("({})", phrases.join(" OR "))
        };
        let all: Vec<String> = self.all.iter().map(|phrases| any(phrases)).collect();
        let all = all.join(" AND ");
        match self.none.is_empty() {
            true => all,
            false => format!("({all}) NOT {}", any(&self.none)),
        }
    }

    /// Returns whether a document fits, as the index would decide.
    pub(crate) fn fits(&self, document: &str) -> bool {
        let words = document.split(' ').map(|text| Word {
            text: text.to_owned(),
            place: 0..0,
        });
        let words: Vec<Word> = words.collect();
        let has = |phrase: &Phrase| matching::has(&words, &phrase.words, phrase.prefix);
        self.all.iter().all(|any| any.iter().any(has)) && !self.none.iter().any(has)
    }
}

impl Phrase {
    fn word(word: String) -> Self {
        Self {
            words: vec![word],
            prefix: false,
        }
    }

    fn engine_query(&self) -> String {
        let star = if self.prefix { " *" } else { "" };
        format!("\"{}\"{star}", self.words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tags;

    #[test]
    fn an_expression_is_written_in_the_language_of_the_index() {
        let query = Query::parse("\"green tea\" cup -milk");
        let mut expression = Expression::of_terms(&query, |term| match term.words[0].as_str() {
            "cup" => vec!["@7".to_owned()],
            _ => Vec::new(),
        });
        assert_eq!(
            expression.engine_query(),
            r#"(("green tea") AND ("cup" OR "@7")) NOT ("milk" *)"#
        );
        assert!(expression.is_positive() && !expression.joins_words());
        expression.with_any([tags::FILE, tags::FILE]);
        expression.without(tags::LINK);
        assert!(expression.fits("green tea @7 \u{e000} \u{e001}"));
        assert!(!expression.fits("green tea @7 \u{e000}"));
        assert!(!expression.fits("green tea @7 \u{e000} \u{e001} \u{e003}"));
        assert!(!expression.fits("green tea cup milky \u{e000} \u{e001}"));
        assert!(!expression.fits("green cup tea \u{e000} \u{e001}"));
    }
}
