//! The open connections, and which of them closes if there are too many.
//!
//! A new connection is a stranger's until a signed-in person is seen on it. Strangers displace each other, the longest idle
//! first, so that silent ones keep nobody out. A signed-in person's connection is displaced only while it has no request.

mod table;

use super::bounds::ListenerBounds;
use std::{
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use table::Table;
use tokio_util::sync::CancellationToken;

/// Registry of the open connections.
pub(super) struct Connections {
    bounds: ListenerBounds,
    table: Mutex<Table>,
}

/// An open connection's entry in the registry. Dropping it removes the entry.
pub(super) struct Registration(ClientConnection);

/// The connection that a request came over.
#[derive(Clone)]
pub(crate) struct ClientConnection {
    registry: Arc<Connections>,
    id: u64,
    evicted: CancellationToken,
}

impl Connections {
    pub(super) fn new(bounds: ListenerBounds) -> Self {
        Self {
            bounds,
            table: Mutex::default(),
        }
    }

    /// Registers a new connection, and evicts another if there are too many. `None` if no other may be evicted.
    /// `network` is `None` for a trusted proxy.
    pub(super) fn register(self: &Arc<Self>, network: Option<IpAddr>) -> Option<Registration> {
        let mut table = self.table();
        table.make_space(self.bounds, network)?;
        let (id, evicted) = (table.tick(), CancellationToken::new());
        table.insert(id, network, evicted.clone());
        drop(table);
        let registry = Arc::clone(self);
        Some(Registration(ClientConnection {
            registry,
            id,
            evicted,
        }))
    }

    /// Each change is complete when the lock is released, so a panic elsewhere under the lock corrupts nothing.
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Registration {
    pub(super) fn connection(&self) -> ClientConnection {
        self.0.clone()
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.0.registry.table().remove(self.0.id);
    }
}

impl ClientConnection {
    /// Notes that a signed-in person uses the connection.
    pub(crate) fn mark_known(&self) {
        self.registry.table().mark_known(self.id);
    }

    pub(super) fn begin_request(&self) {
        self.registry.table().begin_request(self.id);
    }

    pub(super) fn end_request(&self) {
        self.registry.table().end_request(self.id);
    }

    /// Notes that the connection has become a WebSocket, which counts as a request for as long as it is open.
    pub(super) fn upgrade(&self) {
        self.begin_request();
    }

    /// Waits until the connection must close in favour of another.
    pub(super) async fn evicted(&self) {
        self.evicted.cancelled().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: ListenerBounds = ListenerBounds {
        connections: 6,
        strangers: 4,
        of_network: 2,
    };

    fn connections() -> Arc<Connections> {
        Arc::new(Connections::new(BOUNDS))
    }

    fn from(connections: &Arc<Connections>, host: u8) -> Registration {
        let registration = connections.register(Some(IpAddr::from([192, 0, 2, host])));
        registration.expect("registered")
    }

    fn evicted(registration: &Registration) -> bool {
        registration.0.evicted.is_cancelled()
    }

    #[test]
    fn one_network_displaces_its_own_connections_and_others_keep_theirs() {
        let connections = connections();
        let other = from(&connections, 1);
        let mut own: Vec<_> = (0..10).map(|_| from(&connections, 2)).collect();
        let stays = own.split_off(8);
        assert!(own.iter().all(evicted));
        assert!(!stays.iter().any(evicted) && !evicted(&other));
    }

    #[test]
    fn the_bound_on_a_network_does_not_apply_to_a_trusted_proxy() {
        let connections = connections();
        let through: Vec<_> = (0..4).map(|_| connections.register(None)).collect();
        assert!(through.iter().flatten().count() == 4);
        assert!(!through.iter().flatten().any(evicted));
    }

    #[test]
    fn the_longest_idle_stranger_is_displaced_before_one_with_a_request() {
        let connections = connections();
        let all: Vec<_> = (1..=4).map(|host| from(&connections, host)).collect();
        all[0].connection().begin_request();
        all[1].connection().begin_request();
        all[1].connection().end_request();
        let _new = [
            from(&connections, 5),
            from(&connections, 6),
            from(&connections, 7),
        ];
        assert_eq!(
            all.iter().map(evicted).collect::<Vec<_>>(),
            [false, true, true, true]
        );
    }

    #[test]
    fn strangers_do_not_displace_a_signed_in_person() {
        let connections = connections();
        let ada = from(&connections, 1);
        ada.connection().mark_known();
        let strangers: Vec<_> = (0..100).map(|host| from(&connections, host)).collect();
        assert!(!evicted(&ada));
        let left = strangers.iter().filter(|stranger| !evicted(stranger));
        assert_eq!(left.count(), BOUNDS.strangers);
    }

    #[test]
    fn if_all_are_signed_in_only_a_connection_without_a_request_is_displaced() {
        let connections = connections();
        let known: Vec<_> = (0..6)
            .map(|host| {
                let registration = from(&connections, host);
                registration.connection().mark_known();
                registration.connection().begin_request();
                registration
            })
            .collect();
        assert!(connections.register(None).is_none());
        known[3].connection().end_request();
        assert!(connections.register(None).is_some());
        assert!(evicted(&known[3]));
        assert_eq!(known.iter().filter(|known| evicted(known)).count(), 1);
    }

    #[test]
    fn a_closed_connection_leaves_nothing_behind() {
        let connections = connections();
        for _ in 0..100 {
            let registration = from(&connections, 1);
            registration.connection().begin_request();
            registration.connection().mark_known();
        }
        assert!(connections.table().is_empty());
    }
}
