//! Values that outlive the page, such as drafts, in the browser's `localStorage`.
//!
//! A browser may refuse to store (a full disk, a private window). Then the page works without.

use web_sys::Storage;

const PREFIX: &str = "hubbub:";

/// Returns the value under a key.
pub(crate) fn get(key: &str) -> Option<String> {
    local()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Returns the keys that begin with `prefix` and have a value.
pub(crate) fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    let keys = keys.filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned));
    keys.filter(|key| key.starts_with(prefix)).collect()
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
