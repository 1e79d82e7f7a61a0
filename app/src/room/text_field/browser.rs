//! Functions of the browser that have no typed binding among those that the interface uses.

use web_sys::{CssStyleDeclaration, HtmlTextAreaElement};

#[cfg(target_arch = "wasm32")]
mod script {
    use super::{CssStyleDeclaration, HtmlTextAreaElement};
    use js_sys::{Function, Reflect};
    use leptos::prelude::document;
    use wasm_bindgen::{JsCast, JsValue};

    pub(in super::super) fn sizes_itself(style: &CssStyleDeclaration) -> bool {
        Reflect::has(style, &"fieldSizing".into()) == Ok(true)
    }

    pub(in super::super) fn type_over_selection(field: &HtmlTextAreaElement, text: &str) -> bool {
        let document = document();
        // The command acts on the element that has the focus, whichever that is.
        if document.active_element().as_ref() != Some(field) {
            return false;
        }
        let command = if text.is_empty() {
            "delete"
        } else {
            "insertText"
        };
        let exec = Reflect::get(&document, &"execCommand".into());
        let exec = exec.and_then(|exec| exec.dyn_into::<Function>());
        let done = exec
            .and_then(|exec| exec.call3(&document, &command.into(), &JsValue::FALSE, &text.into()));
        done.is_ok_and(|done| done.is_truthy())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod script {
    use super::{CssStyleDeclaration, HtmlTextAreaElement};

    pub(in super::super) fn sizes_itself(_: &CssStyleDeclaration) -> bool {
        false
    }

    pub(in super::super) fn type_over_selection(_: &HtmlTextAreaElement, _: &str) -> bool {
        false
    }
}

/// Returns whether the browser fits a field to its text by itself (`field-sizing: content`).
pub(super) fn sizes_itself(style: &CssStyleDeclaration) -> bool {
    script::sizes_itself(style)
}

/// Types a text over the selection of a focused field, as a person would: it sends `input`, and undo takes it back. Returns
/// whether the browser did so.
pub(super) fn type_over_selection(field: &HtmlTextAreaElement, text: &str) -> bool {
    script::type_over_selection(field, text)
}
