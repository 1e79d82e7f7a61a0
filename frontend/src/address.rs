//! The address of the page.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Replaces the path of the page's address, in the same step of the history.
pub(crate) fn replace(path: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // A page may change the history so often that the browser refuses; then its address stays as it is.
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// Returns the path of the page's address, with its query.
pub(crate) fn path() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// Loads another page, leaving this one.
pub(crate) fn load(path: &str) {
    // No browser refuses a path of the same origin.
    let _ = window().location().assign(path);
}

/// Loads this page again.
pub(crate) fn reload() {
    // It never fails for a page of this origin.
    let _ = window().location().reload();
}
