//! Text fields of composers and editors.

use crate::kit::input_event::send_input;
use leptos::ev::KeyboardEvent;
use web_sys::HtmlTextAreaElement;

/// Returns whether a key belongs to an input method: Enter also confirms a word in Chinese, Japanese or Korean.
pub(super) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Grows or shrinks the field to the height of its text, up to the height that the stylesheet allows.
pub(super) fn fit(textarea: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(textarea);
    // No browser refuses to set a height. If one did, the field would keep its size and scroll.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", textarea.scroll_height()));
}

/// Sets the field's text as if it had been typed, with the cursor between `before` and `after`.
pub(super) fn write(textarea: &HtmlTextAreaElement, before: &str, after: &str) {
    textarea.set_value(&format!("{before}{after}"));
    let cursor = before.encode_utf16().count() as u32;
    let _ = textarea.focus();
    let _ = textarea.set_selection_range(cursor, cursor);
    send_input(textarea);
}

/// Inserts a text at the cursor, in place of the selection.
pub(super) fn insert(textarea: &HtmlTextAreaElement, inserted: &str) {
    let text = textarea.value();
    let byte = |units: Result<Option<u32>, _>| {
        let units = units.ok().flatten();
        units.map_or(text.len(), |units| byte_offset(&text, units))
    };
    let start = byte(textarea.selection_start());
    let end = byte(textarea.selection_end()).max(start);
    let before = format!("{}{inserted}", &text[..start]);
    write(textarea, &before, &text[end..]);
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
