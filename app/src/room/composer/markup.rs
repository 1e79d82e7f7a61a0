//! Markdown that the composer writes for the person: changes of a text and its selection, without a browser.

mod fence;
mod inline;
mod lines;
mod link;

pub(super) use fence::is_in_fence;
pub(super) use inline::{Mark, toggle_mark};
pub(super) use lines::{LineMark, continue_line, toggle_lines};
pub(super) use link::{insert_link, is_address, link_pasted};
use std::ops::Range;

/// A text with its selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectedText {
    pub(crate) text: String,
    /// In bytes, on boundaries of characters. Empty for a cursor.
    pub(crate) selection: Range<usize>,
}

impl SelectedText {
    /// Returns the text before the selection, the selected text, and the text after it.
    fn parts(&self) -> (&str, &str, &str) {
        let Range { start, end } = self.selection;
        (
            &self.text[..start],
            &self.text[start..end],
            &self.text[end..],
        )
    }

    /// Returns the selected text.
    pub(crate) fn selected(&self) -> &str {
        self.parts().1
    }

    /// Returns the same text with white space at the ends of the selection left out of it.
    fn trimmed(&self) -> Self {
        let selected = self.selected();
        let start = self.selection.start + (selected.len() - selected.trim_start().len());
        let end = self.selection.end - (selected.len() - selected.trim_end().len());
        let selection = if start < end {
            start..end
        } else {
            self.selection.clone()
        };
        Self {
            text: self.text.clone(),
            selection,
        }
    }

    /// Replaces a range of the text. A selection that ends at the range's end or later moves with the text.
    fn replace(&mut self, range: Range<usize>, by: &str) {
        self.text.replace_range(range.clone(), by);
        let moved = |at: usize| match at {
            at if at >= range.end => at - range.len() + by.len(),
            at => at.min(range.start),
        };
        self.selection = moved(self.selection.start)..moved(self.selection.end);
    }
}

/// Returns the range of the lines that a range touches, without the last line's break.
fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n');
    start..end.map_or(text.len(), |at| range.end + at)
}

/// Parses a text whose selection is between two bars, or whose cursor is at one.
#[cfg(test)]
fn parse(marked: &str) -> SelectedText {
    let start = marked.find('|').expect("a bar");
    let end = marked.rfind('|').expect("a bar");
    SelectedText {
        text: marked.replace('|', ""),
        selection: start..end.saturating_sub(1).max(start),
    }
}

/// The opposite of [`parse`].
#[cfg(test)]
fn show(selected: &SelectedText) -> String {
    let (before, within, after) = selected.parts();
    match within {
        "" => format!("{before}|{after}"),
        within => format!("{before}|{within}|{after}"),
    }
}
