use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// One at a time with each host, out of politeness.
#[derive(Default)]
pub(super) struct Hosts {
    turns: Mutex<HashMap<String, Weak<Turn<()>>>>,
}

impl Hosts {
    /// Waits until nobody else has to do with the host. It lasts until what is returned is dropped.
    pub(super) async fn turn(&self, host: &str) -> OwnedMutexGuard<()> {
        self.line(host).lock_owned().await
    }

    fn line(&self, host: &str) -> Arc<Turn<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| turn.strong_count() > 0);
        let known = turns.get(host).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let new = Arc::default();
            turns.insert(host.to_owned(), Arc::downgrade(&new));
            new
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;

    #[tokio::test]
    async fn one_host_is_asked_one_at_a_time_and_another_beside_it() {
        let hosts = Hosts::default();
        let first = hosts.turn("example.org").await;
        assert!(hosts.turn("example.com").now_or_never().is_some());
        assert!(hosts.turn("example.org").now_or_never().is_none());
        drop(first);
        assert!(hosts.turn("example.org").now_or_never().is_some());
    }
}
