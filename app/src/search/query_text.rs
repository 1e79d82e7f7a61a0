//! The text of a search, as it is split into filters and words.

/// Operators with a value.
pub(super) const OPERATORS: [&str; 7] = ["from", "in", "has", "is", "before", "after", "on"];

/// The text of a search: the filters, which are shown as chips, and what is typed in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct QueryText {
    /// Operators with their values, such as `from:Ada` or `-in:"Tea room"`.
    pub(super) filters: Vec<String>,
    pub(super) words: String,
}

impl QueryText {
    /// Splits a text. Every operator with a value is a filter.
    pub(super) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        query.words = query.take_filters(text, true);
        query
    }

    /// Returns the text of the whole search.
    pub(super) fn text(&self) -> String {
        let words = Some(self.words.trim()).filter(|words| !words.is_empty());
        let parts = self.filters.iter().map(String::as_str).chain(words);
        parts.collect::<Vec<_>>().join(" ")
    }

    /// Takes a typed text: operators that are complete, with a space after them, become filters. Returns whether the words
    /// are not the text any more.
    pub(super) fn type_words(&mut self, text: &str) -> bool {
        self.words = self.take_filters(text, false);
        self.words != text
    }

    /// Adds a filter, unless it is there.
    pub(super) fn add_filter(&mut self, filter: String) {
        if !self.filters.contains(&filter) {
            self.filters.push(filter);
        }
    }

    /// Adds the filters of a text, and returns what is left. `whole` says whether the last word is complete too.
    fn take_filters(&mut self, text: &str, whole: bool) -> String {
        let mut words = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let spaces = rest.len() - rest.trim_start().len();
            let end = spaces + word_end(&rest[spaces..]);
            let word = &rest[spaces..end];
            let is_complete = end < rest.len() || whole;
            if is_complete && is_filter(word) {
                self.add_filter(word.to_owned());
            } else {
                words.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        match self.filters.is_empty() {
            true => words,
            false => words.trim_start().to_owned(),
        }
    }
}

/// Returns the last word of a text, which is being typed.
pub(super) fn last_word(text: &str) -> &str {
    let mut rest = text;
    loop {
        let word = rest.trim_start();
        let end = word_end(word);
        if end == word.len() {
            return word;
        }
        rest = &word[end..];
    }
}

/// Splits a word into its operator and value. `None` if it has no operator.
pub(super) fn operator(word: &str) -> Option<(&'static str, &str)> {
    let word = word.strip_prefix('-').unwrap_or(word);
    let (name, value) = word.split_once([':', '：'])?;
    let mut known = OPERATORS.into_iter();
    let operator = known.find(|operator| operator.eq_ignore_ascii_case(name))?;
    Some((operator, value))
}

/// Returns the word of an operator with a value, in quotation marks if necessary.
pub(super) fn filter(operator: &str, value: &str) -> String {
    match value.contains(char::is_whitespace) {
        true => format!("{operator}:\"{value}\""),
        false => format!("{operator}:{value}"),
    }
}

fn is_filter(word: &str) -> bool {
    operator(word).is_some_and(|(_, value)| !value.trim_matches('"').is_empty())
}

/// Returns the end of the first word of a text: a space outside of quotation marks.
fn word_end(text: &str) -> usize {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_with_a_value_are_filters_and_the_rest_are_words() {
        let query = QueryText::parse("tea from:\"Grace Hopper\" green -in:Zoo is: http://a.b");
        assert_eq!(query.filters, ["from:\"Grace Hopper\"", "-in:Zoo"]);
        assert_eq!(query.words, "tea green is: http://a.b");
        assert_eq!(
            query.text(),
            "from:\"Grace Hopper\" -in:Zoo tea green is: http://a.b"
        );
        assert_eq!(QueryText::parse(&query.text()), query);
    }

    #[test]
    fn an_operator_becomes_a_filter_once_a_space_is_typed_after_it() {
        let mut query = QueryText::default();
        for typed in ["in:", "in:\"Tea", "in:\"Tea room", "in:\"Tea room\""] {
            assert!(!query.type_words(typed), "{typed}");
            assert_eq!(query.words, typed);
        }
        assert!(query.type_words("in:\"Tea room\" "));
        assert_eq!(
            (query.words.as_str(), &query.filters[..]),
            ("", &["in:\"Tea room\"".to_owned()][..])
        );
        // The same again is no second one.
        assert!(query.type_words("in:\"Tea room\" milk"));
        assert_eq!(query.text(), "in:\"Tea room\" milk");
    }

    #[test]
    fn the_word_that_is_being_typed_is_completed() {
        assert_eq!(last_word("tea from:Gra"), "from:Gra");
        assert_eq!(last_word("tea from:\"Grace Ho"), "from:\"Grace Ho");
        assert_eq!(last_word("tea "), "");
        assert_eq!(operator("-FROM:Gra"), Some(("from", "Gra")));
        assert_eq!(operator("http://x"), None);
        assert_eq!(filter("in", "Tea room"), "in:\"Tea room\"");
        assert_eq!(filter("has", "file"), "has:file");
    }
}
