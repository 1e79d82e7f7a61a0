//! Locks by key, for what may happen only once at a time for each host or person.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Fair locks by key. A lock is removed when nobody holds it or waits for it.
pub(crate) struct Turns<K> {
    locks: Mutex<HashMap<K, Weak<Turn<()>>>>,
}

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self {
            locks: Mutex::default(),
        }
    }
}

impl<K: Eq + Hash> Turns<K> {
    /// Waits until nobody else has the key's turn. The turn lasts until the result is dropped.
    pub(crate) async fn turn(&self, key: K) -> OwnedMutexGuard<()> {
        self.lock(key).lock_owned().await
    }

    fn lock(&self, key: K) -> Arc<Turn<()>> {
        let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        locks.retain(|_, turn| turn.strong_count() > 0);
        let known = locks.get(&key).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let new = Arc::default();
            locks.insert(key, Arc::downgrade(&new));
            new
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;

    #[tokio::test]
    async fn one_key_has_one_turn_at_a_time_independent_of_other_keys() {
        let hosts = Turns::default();
        let first = hosts.turn("example.org").await;
        assert!(hosts.turn("example.com").now_or_never().is_some());
        assert!(hosts.turn("example.org").now_or_never().is_none());
        drop(first);
        assert!(hosts.turn("example.org").now_or_never().is_some());
    }
}
