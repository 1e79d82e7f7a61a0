//! The direction of each block of a text. A quote in English and a paragraph in Arabic each have their own. Code and
//! addresses are written from left to right, and have no influence on the text around them.

const AUTO: &str = r#" dir="auto""#;
const LTR: &str = r#" dir="ltr""#;

/// Chooses the `dir` attributes of a text, in the order of its elements.
///
/// An element with `dir="auto"` takes its direction from its first letter, except letters in elements that have a `dir`
/// themselves. So the first text of a quote, a list item or the whole message has no `dir`: its direction is also that of
/// its container, which decides on which side the line, the bullet or the columns begin.
pub(super) struct Directions {
    /// Whether the text has letters from right to left. Other texts need no attributes.
    are_mixed: bool,
    /// Whether the next text is the first of its container.
    is_first: bool,
}

impl Directions {
    pub(super) fn new(body: &str) -> Self {
        Self {
            are_mixed: body.chars().any(is_right_to_left),
            is_first: true,
        }
    }

    /// Returns the attribute of an element that holds only text.
    pub(super) fn of_block(&mut self) -> &'static str {
        let dir = self.auto();
        self.is_first = false;
        dir
    }

    /// Returns the attribute of an element that holds others.
    pub(super) fn of_container(&mut self) -> &'static str {
        let dir = self.auto();
        self.is_first = true;
        dir
    }

    /// Ends an element that holds others.
    pub(super) fn close(&mut self) {
        self.is_first = false;
    }

    /// Begins text, also text without an element of its own.
    pub(super) fn text(&mut self) {
        self.is_first = false;
    }

    /// Returns the attribute of code and addresses.
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

/// Returns whether a character is written from right to left, or is a mark of that direction.
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
