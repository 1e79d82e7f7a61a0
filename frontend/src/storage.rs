//! What outlives the page: drafts and the outbox, in the browser's `localStorage`.
//!
//! A browser may refuse to store (a full disk, a private window). Then the page still works, for as long as it lives.

use app::{
    client::Pending,
    model::{ClientId, UserId},
    read::read,
};
use web_sys::Storage;

const PREFIX: &str = "hubbub:";

/// The value under a key.
pub(crate) fn get(key: &str) -> Option<String> {
    local()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Stores a value under a key; an empty one takes it out.
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

/// Keeps a message of `user` until it is acknowledged.
pub(crate) fn keep(user: UserId, pending: &Pending) {
    if let Ok(json) = serde_json::to_string(pending) {
        set(&outbox_key(user, pending.client_id), &json);
    }
}

/// Forgets a message of `user`: it has arrived, or was discarded.
pub(crate) fn forget(user: UserId, id: ClientId) {
    set(&outbox_key(user, id), "");
}

/// All messages of `user` that were kept, in no order.
pub(crate) fn kept(user: UserId) -> Vec<Pending> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    let prefix = format!("{PREFIX}outbox:{user}:");
    let keys = (0..storage.length().unwrap_or_default())
        .filter_map(|index| storage.key(index).ok().flatten());
    let keys: Vec<String> = keys.filter(|key| key.starts_with(&prefix)).collect();
    keys.iter()
        .filter_map(|key| storage.get_item(key).ok().flatten())
        .filter_map(|json| read(&json))
        .collect()
}

fn outbox_key(user: UserId, id: ClientId) -> String {
    format!("outbox:{user}:{id}")
}

fn local() -> Option<Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}
