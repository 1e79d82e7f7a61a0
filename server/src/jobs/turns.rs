//! Lets one at a time do something, for each host or person.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Locks by key, each forgotten when nobody holds it or waits for it.
pub(crate) struct Turns<K> {
    lines: Mutex<HashMap<K, Weak<Turn<()>>>>,
}

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self {
            lines: Mutex::default(),
        }
    }
}

impl<K: Eq + Hash> Turns<K> {
    /// Waits until nobody else has the key's turn. The turn lasts until the result is dropped.
    pub(crate) async fn turn(&self, key: K) -> OwnedMutexGuard<()> {
        self.line(key).lock_owned().await
    }

    fn line(&self, key: K) -> Arc<Turn<()>> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|_, turn| turn.strong_count() > 0);
        let known = lines.get(&key).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let new = Arc::default();
            lines.insert(key, Arc::downgrade(&new));
            new
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;

    #[tokio::test]
    async fn one_key_has_one_turn_at_a_time_and_another_beside_it() {
        let hosts = Turns::default();
        let first = hosts.turn("example.org").await;
        assert!(hosts.turn("example.com").now_or_never().is_some());
        assert!(hosts.turn("example.org").now_or_never().is_none());
        drop(first);
        assert!(hosts.turn("example.org").now_or_never().is_some());
    }
}
