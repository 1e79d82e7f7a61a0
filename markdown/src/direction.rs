//! Which way each block of a text is written. A quote in English and a paragraph in Arabic each have their own direction;
//! code and addresses are written from left to right, and say nothing about the text around them.

const AUTO: &str = r#" dir="auto""#;
const LTR: &str = r#" dir="ltr""#;

/// Gives out the `dir` attributes of a text, in the order of its elements.
///
/// An element with `dir="auto"` takes its direction from the first letter in it, but for letters in elements that have a
/// `dir` themselves. So the first text of a quote, a list item or the whole message has none: it gives its direction to
/// what holds it, and with that to the side where the line, the bullet or the columns begin.
pub(super) struct Directions {
    /// Texts without letters from right to left need no attributes.
    are_mixed: bool,
    /// Whether the next text is the first of what holds it.
    is_first: bool,
}

impl Directions {
    pub(super) fn new(body: &str) -> Self {
        Self {
            are_mixed: body.chars().any(is_right_to_left),
            is_first: true,
        }
    }

    /// The attribute of an element that holds text alone.
    pub(super) fn of_block(&mut self) -> &'static str {
        let dir = self.auto();
        self.is_first = false;
        dir
    }

    /// The attribute of an element that holds others.
    pub(super) fn of_container(&mut self) -> &'static str {
        let dir = self.auto();
        self.is_first = true;
        dir
    }

    /// What holds others ends.
    pub(super) fn close(&mut self) {
        self.is_first = false;
    }

    /// Text begins, also where no element holds it alone.
    pub(super) fn text(&mut self) {
        self.is_first = false;
    }

    /// The attribute of code and of addresses.
    pub(super) fn of_code(&self) -> &'static str {
        if self.are_mixed { LTR } else { "" }
    }

    fn auto(&self) -> &'static str {
        match self.are_mixed && !self.is_first {
            true => AUTO,
            false => "",
        }
    }
}

/// A character that is written from right to left, or a mark that says so.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{fb1d}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}')
}
