//! The table of open connections.

use crate::http::listener::bounds::ListenerBounds;
use std::{collections::HashMap, net::IpAddr};
use tokio_util::sync::CancellationToken;

/// The open connections by id.
#[derive(Default)]
pub(super) struct Table {
    /// Rises with every registration and every end of a request.
    clock: u64,
    open: HashMap<u64, OpenConnection>,
    strangers: usize,
    /// Number of strangers by network.
    networks: HashMap<IpAddr, usize>,
}

struct OpenConnection {
    /// `None` for a trusted proxy.
    network: Option<IpAddr>,
    /// Whether a signed-in person has used the connection.
    known: bool,
    /// Number of requests in progress.
    requests: usize,
    /// When the connection was opened, or its last request ended.
    idle_since: u64,
    evicted: CancellationToken,
}

impl Table {
    /// Advances the clock, and returns its time.
    pub(super) fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// Makes space for a connection, by evicting another if there are too many. `None` if no other may be evicted.
    pub(super) fn make_space(
        &mut self,
        bounds: ListenerBounds,
        network: Option<IpAddr>,
    ) -> Option<()> {
        let of_network = network.and_then(|network| self.networks.get(&network));
        let victim = if of_network.is_some_and(|count| *count >= bounds.of_network) {
            self.longest_idle(|entry| !entry.known && entry.network == network)?
        } else if self.strangers >= bounds.strangers {
            self.longest_idle(|entry| !entry.known)?
        } else if self.open.len() >= bounds.connections {
            let stranger = self.longest_idle(|entry| !entry.known);
            stranger.or_else(|| self.longest_idle(|entry| entry.requests == 0))?
        } else {
            return Some(());
        };
        if let Some(entry) = self.take(victim) {
            entry.evicted.cancel();
        }
        Some(())
    }

    /// Returns the longest idle connection. One with a request in progress counts only if all others have one as well.
    fn longest_idle(&self, which: impl Fn(&OpenConnection) -> bool) -> Option<u64> {
        let candidates = self.open.iter().filter(|(_, entry)| which(entry));
        let longest = candidates.min_by_key(|(_, entry)| (entry.requests > 0, entry.idle_since));
        longest.map(|(id, _)| *id)
    }

    /// Adds a stranger's connection.
    pub(super) fn insert(&mut self, id: u64, network: Option<IpAddr>, evicted: CancellationToken) {
        self.strangers += 1;
        if let Some(network) = network {
            *self.networks.entry(network).or_default() += 1;
        }
        let entry = OpenConnection {
            network,
            known: false,
            requests: 0,
            idle_since: id,
            evicted,
        };
        self.open.insert(id, entry);
    }

    /// Removes a connection unless it was evicted before.
    pub(super) fn remove(&mut self, id: u64) {
        self.take(id);
    }

    fn take(&mut self, id: u64) -> Option<OpenConnection> {
        let entry = self.open.remove(&id)?;
        if !entry.known {
            self.uncount_stranger(entry.network);
        }
        Some(entry)
    }

    fn uncount_stranger(&mut self, network: Option<IpAddr>) {
        self.strangers -= 1;
        if let Some(network) = network
            && let Some(count) = self.networks.get_mut(&network)
        {
            *count -= 1;
            if *count == 0 {
                self.networks.remove(&network);
            }
        }
    }

    /// Notes that a signed-in person uses the connection.
    pub(super) fn mark_known(&mut self, id: u64) {
        if let Some(entry) = self.open.get_mut(&id)
            && !entry.known
        {
            entry.known = true;
            let network = entry.network;
            self.uncount_stranger(network);
        }
    }

    pub(super) fn begin_request(&mut self, id: u64) {
        if let Some(entry) = self.open.get_mut(&id) {
            entry.requests += 1;
        }
    }

    pub(super) fn end_request(&mut self, id: u64) {
        let now = self.tick();
        if let Some(entry) = self.open.get_mut(&id) {
            entry.requests -= 1;
            entry.idle_since = now;
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.networks.is_empty() && self.strangers == 0
    }
}
