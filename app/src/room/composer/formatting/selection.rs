//! Text and selection of a composer's field.

use crate::room::{
    composer::markup::SelectedText,
    text_field::{byte_offset, write_selected},
};
use web_sys::HtmlTextAreaElement;

/// Returns a field's text with its selection.
pub(super) fn selected_text(field: &HtmlTextAreaElement) -> SelectedText {
    let text = field.value();
    let end_of_text = field.text_length();
    let place = |units: Result<Option<u32>, _>| {
        byte_offset(&text, units.ok().flatten().unwrap_or(end_of_text))
    };
    let start = place(field.selection_start());
    let end = place(field.selection_end()).max(start);
    SelectedText {
        selection: start..end,
        text,
    }
}

/// Puts a changed text with its selection into the field. The browser's undo takes it back.
pub(super) fn show(field: &HtmlTextAreaElement, changed: &SelectedText) {
    write_selected(field, &changed.text, changed.selection.clone());
}
