//! The dialog that takes the keys while the code of another dialog is loaded: they must not end up in the message that is
//! being written. It is in every page (`shell.rs`), and invisible unless the wait is long (`style/_dialog.scss`).

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// Id of the dialog's element.
pub(crate) const WAITING: &str = "waiting";

fn element() -> Option<HtmlDialogElement> {
    let element = document().get_element_by_id(WAITING)?;
    Some(element.unchecked_into())
}

/// Opens the dialog.
pub(crate) fn take_keys() {
    if let Some(waiting) = element()
        && !waiting.open()
    {
        // It fails only if the dialog has left the page.
        let _ = waiting.show_modal();
    }
}

/// Returns whether the person has closed the dialog with Escape, or was told that the other one cannot be loaded.
pub(crate) fn is_cancelled() -> bool {
    element().is_some_and(|waiting| !waiting.open())
}

/// Closes the dialog. What was typed stays in it for the next time.
pub(crate) fn stop_waiting() {
    if let Some(waiting) = element() {
        waiting.close();
    }
}

/// Closes the dialog, and returns what was typed into it.
pub(crate) fn give_keys() -> String {
    let Some(waiting) = element() else {
        return String::new();
    };
    waiting.close();
    let field = waiting.first_element_child();
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map_or_else(String::new, |field| {
        let typed = field.value();
        field.set_value("");
        typed
    })
}
