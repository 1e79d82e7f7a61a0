//! Text fields of composers and editors.

mod browser;
mod difference;

use crate::kit::input_event::send_input;
use browser::{sizes_itself, type_over_selection};
use difference::Difference;
use leptos::prelude::document;
use std::ops::Range;
use web_sys::HtmlTextAreaElement;

/// Grows or shrinks the field to the height of its text, up to the height that the stylesheet allows.
///
/// In most browsers the stylesheet does it. In the others each call lays the whole page out twice.
pub(super) fn fit(textarea: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(textarea);
    if sizes_itself(&style) {
        return;
    }
    // No browser refuses to set a height. If one did, the field would keep its size and scroll.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", textarea.scroll_height()));
}

/// Changes the field's text as typing does, with the cursor between `before` and `after`. The browser's undo takes it back.
pub(super) fn write(textarea: &HtmlTextAreaElement, before: &str, after: &str) {
    let text = textarea.value();
    let written = format!("{before}{after}");
    let change = Difference::new(&text, &written);
    replace(textarea, change.replaced, change.by);
    let cursor = before.encode_utf16().count() as u32;
    // It fails only for fields without text.
    let _ = textarea.set_selection_range(cursor, cursor);
}

/// Changes the field's text as typing does, and selects a range of it, in bytes. The browser's undo takes it back.
pub(super) fn write_selected(textarea: &HtmlTextAreaElement, text: &str, selection: Range<usize>) {
    write(textarea, text, "");
    let units = |at: usize| text[..at].encode_utf16().count() as u32;
    // It fails only for fields without text.
    let _ = textarea.set_selection_range(units(selection.start), units(selection.end));
}

/// Empties the field. The focus stays where it is: the person may be typing elsewhere.
pub(super) fn clear(textarea: &HtmlTextAreaElement) {
    let focused = document().active_element();
    if focused.as_ref() == Some(textarea.as_ref()) {
        replace(textarea, 0..textarea.text_length(), "");
    } else {
        textarea.set_value("");
        fit(textarea);
    }
}

/// Inserts a text at the cursor, in place of the selection.
pub(super) fn insert(textarea: &HtmlTextAreaElement, inserted: &str) {
    let end_of_text = textarea.text_length();
    let place = |units: Result<Option<u32>, _>| units.ok().flatten().unwrap_or(end_of_text);
    let start = place(textarea.selection_start());
    let end = place(textarea.selection_end()).max(start);
    replace(textarea, start..end, inserted);
}

/// Replaces a range, in UTF-16 code units, and puts the cursor after the new text. Setting the field's value instead would
/// break the browser's undo, which then doubles or drops text.
fn replace(textarea: &HtmlTextAreaElement, range: Range<u32>, by: &str) {
    // These fail only if the field has left the page.
    let _ = textarea.focus();
    let _ = textarea.set_selection_range(range.start, range.end);
    if range.is_empty() && by.is_empty() || type_over_selection(textarea, by) {
        return;
    }
    let _ = textarea.set_range_text_with_start_and_end(by, range.start, range.end);
    let cursor = range.start + by.encode_utf16().count() as u32;
    let _ = textarea.set_selection_range(cursor, cursor);
    send_input(textarea);
}

/// Converts an offset in UTF-16 code units, which the browser counts, to one in bytes.
pub(super) fn byte_offset(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}
