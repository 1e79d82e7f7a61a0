//! Text field of the composer, as other parts of the page find it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// Returns whether the device has a keyboard: on a touch screen, focus would open one over half of the room.
pub(crate) fn has_keyboard() -> bool {
    window()
        .match_media("(pointer: fine)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Returns the field of the room's composer, or of the open thread's, if it is on the page.
pub(crate) fn composer_field(in_thread: bool) -> Option<HtmlTextAreaElement> {
    let selector = match in_thread {
        true => ".thread .composer-text",
        false => ".room .composer-text",
    };
    let field = document().query_selector(selector).ok().flatten()?;
    field.dyn_into().ok()
}

/// Moves the focus to the room's composer, or to the open thread's.
pub(crate) fn focus_composer(in_thread: bool) {
    if let Some(field) = composer_field(in_thread) {
        // It fails only if the field has left the page.
        let _ = field.focus();
    }
}
