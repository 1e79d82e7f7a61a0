//! Values that outlive the page, such as drafts, in the browser's `localStorage`.
//!
//! A browser may refuse to store (a full disk, a private window). Then the page works without.

use web_sys::Storage;

const PREFIX: &str = "hubbub:";

/// Returns the value under a key.
pub(crate) fn get(key: &str) -> Option<String> {
    local()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Stores a value under a key. An empty value removes the key.
pub(crate) fn set(key: &str, value: &str) {
    let Some(storage) = local() else { return };
    let key = format!("{PREFIX}{key}");
    let stored = if value.is_empty() {
        storage.remove_item(&key)
    } else {
        storage.set_item(&key, value)
    };
    if stored.is_err() {
        leptos::logging::warn!("this browser refuses to store what you write");
    }
}

fn local() -> Option<Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}
