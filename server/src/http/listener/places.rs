//! Who has an open connection, and who makes place where there are too many.
//!
//! A new connection is a stranger's, until somebody is seen to be signed in on it. Strangers make place for each other, the
//! longest silent first, so that those who say nothing keep nobody out; those who are signed in make place only while they
//! ask for nothing.

use crate::tuning::Tuning;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio_util::sync::CancellationToken;

/// How many connections may be open at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) connections: usize,
    pub(super) strangers: usize,
    /// Strangers from one network.
    pub(super) of_network: usize,
}

impl Bounds {
    pub(super) fn of(tuning: &Tuning) -> Self {
        Self {
            connections: tuning.connections,
            strangers: tuning.strangers,
            of_network: tuning.strangers_of_network,
        }
    }
}

/// The open connections.
pub(super) struct Places {
    bounds: Bounds,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// Rises with everything that happens.
    clock: u64,
    open: HashMap<u64, Open>,
    strangers: usize,
    /// Strangers by their network.
    networks: HashMap<IpAddr, usize>,
}

struct Open {
    /// None where it is a trusted proxy's.
    network: Option<IpAddr>,
    known: bool,
    /// Requests under way.
    requests: usize,
    /// When it was opened, or its last request ended.
    rested: u64,
    evict: CancellationToken,
}

/// The place of a connection; dropping it gives it up.
pub(super) struct Place(Caller);

/// The connection that a request came over.
#[derive(Clone)]
pub(crate) struct Caller {
    places: Arc<Places>,
    id: u64,
    evict: CancellationToken,
}

impl Places {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            table: Mutex::default(),
        }
    }

    /// Takes a place for a new connection, and evicts another where it must. None where all others are needed.
    pub(super) fn take(self: &Arc<Self>, network: Option<IpAddr>) -> Option<Place> {
        let mut table = self.table();
        table.make_place(self.bounds, network)?;
        let (id, evict) = (table.tick(), CancellationToken::new());
        table.enter(id, network, evict.clone());
        drop(table);
        let places = Arc::clone(self);
        Some(Place(Caller { places, id, evict }))
    }

    /// Each change is made whole, so a panic elsewhere under the lock spoils nothing.
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn make_place(&mut self, bounds: Bounds, network: Option<IpAddr>) -> Option<()> {
        let of_network = network.and_then(|network| self.networks.get(&network));
        let victim = if of_network.is_some_and(|count| *count >= bounds.of_network) {
            self.longest(|open| !open.known && open.network == network)?
        } else if self.strangers >= bounds.strangers {
            self.longest(|open| !open.known)?
        } else if self.open.len() >= bounds.connections {
            let strangers = self.longest(|open| !open.known);
            strangers.or_else(|| self.longest(|open| open.requests == 0))?
        } else {
            return Some(());
        };
        if let Some(open) = self.leave(victim) {
            open.evict.cancel();
        }
        Some(())
    }

    /// Returns the connection that has rested for the longest, and one with a request under way only where all have one.
    fn longest(&self, which: impl Fn(&Open) -> bool) -> Option<u64> {
        let fitting = self.open.iter().filter(|(_, open)| which(open));
        let longest = fitting.min_by_key(|(_, open)| (open.requests > 0, open.rested));
        longest.map(|(id, _)| *id)
    }

    fn enter(&mut self, id: u64, network: Option<IpAddr>, evict: CancellationToken) {
        self.strangers += 1;
        if let Some(network) = network {
            *self.networks.entry(network).or_default() += 1;
        }
        let open = Open {
            network,
            known: false,
            requests: 0,
            rested: id,
            evict,
        };
        self.open.insert(id, open);
    }

    fn leave(&mut self, id: u64) -> Option<Open> {
        let open = self.open.remove(&id)?;
        if !open.known {
            self.strange_no_more(open.network);
        }
        Some(open)
    }

    fn strange_no_more(&mut self, network: Option<IpAddr>) {
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
}

impl Place {
    pub(super) fn caller(&self) -> Caller {
        self.0.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.places.table().leave(self.0.id);
    }
}

impl Caller {
    /// Notes that somebody is signed in on the connection.
    pub(crate) fn mark_known(&self) {
        let mut table = self.places.table();
        if let Some(open) = table.open.get_mut(&self.id)
            && !open.known
        {
            open.known = true;
            let network = open.network;
            table.strange_no_more(network);
        }
    }

    pub(super) fn begins(&self) {
        let mut table = self.places.table();
        if let Some(open) = table.open.get_mut(&self.id) {
            open.requests += 1;
        }
    }

    pub(super) fn ends(&self) {
        let mut table = self.places.table();
        let now = table.tick();
        if let Some(open) = table.open.get_mut(&self.id) {
            open.requests -= 1;
            open.rested = now;
        }
    }

    /// Notes that the connection has become something else than a series of requests, and is needed until it ends.
    pub(super) fn stays(&self) {
        self.begins();
    }

    /// Waits until another has the place.
    pub(super) async fn evicted(&self) {
        self.evict.cancelled().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        connections: 6,
        strangers: 4,
        of_network: 2,
    };

    fn places() -> Arc<Places> {
        Arc::new(Places::new(BOUNDS))
    }

    fn from(places: &Arc<Places>, host: u8) -> Place {
        let place = places.take(Some(IpAddr::from([192, 0, 2, host])));
        place.expect("a place")
    }

    fn evicted(place: &Place) -> bool {
        place.0.evict.is_cancelled()
    }

    #[test]
    fn one_network_makes_place_for_itself_and_others_keep_theirs() {
        let places = places();
        let other = from(&places, 1);
        let mut own: Vec<_> = (0..10).map(|_| from(&places, 2)).collect();
        let stays = own.split_off(8);
        assert!(own.iter().all(evicted));
        assert!(!stays.iter().any(evicted) && !evicted(&other));
    }

    #[test]
    fn a_trusted_proxy_is_many() {
        let places = places();
        let through: Vec<_> = (0..4).map(|_| places.take(None)).collect();
        assert!(through.iter().flatten().count() == 4);
        assert!(!through.iter().flatten().any(evicted));
    }

    #[test]
    fn of_strangers_the_longest_silent_makes_place_before_one_that_asks() {
        let places = places();
        let all: Vec<_> = (1..=4).map(|host| from(&places, host)).collect();
        all[0].caller().begins();
        all[1].caller().begins();
        all[1].caller().ends();
        let _new = [from(&places, 5), from(&places, 6), from(&places, 7)];
        assert_eq!(
            all.iter().map(evicted).collect::<Vec<_>>(),
            [false, true, true, true]
        );
    }

    #[test]
    fn who_is_signed_in_keeps_the_place_that_strangers_want() {
        let places = places();
        let ada = from(&places, 1);
        ada.caller().mark_known();
        let strangers: Vec<_> = (0..100).map(|host| from(&places, host)).collect();
        assert!(!evicted(&ada));
        let left = strangers.iter().filter(|place| !evicted(place)).count();
        assert_eq!(left, BOUNDS.strangers);
    }

    #[test]
    fn where_all_are_signed_in_only_one_that_asks_for_nothing_makes_place() {
        let places = places();
        let known: Vec<_> = (0..6)
            .map(|host| {
                let place = from(&places, host);
                place.caller().mark_known();
                place.caller().begins();
                place
            })
            .collect();
        assert!(places.take(None).is_none());
        known[3].caller().ends();
        assert!(places.take(None).is_some());
        assert!(evicted(&known[3]));
        assert_eq!(known.iter().filter(|place| evicted(place)).count(), 1);
    }

    #[test]
    fn a_place_that_is_given_up_is_free() {
        let places = places();
        for _ in 0..100 {
            let place = from(&places, 1);
            place.caller().begins();
            place.caller().mark_known();
        }
        let table = places.table();
        assert!(table.open.is_empty() && table.networks.is_empty());
        assert_eq!(table.strangers, 0);
    }
}
