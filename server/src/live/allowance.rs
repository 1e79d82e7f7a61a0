//! What one person may ask of the server at once, over all their connections, both transports and HTTP together, and how
//! many connections one person and one network may hold.

mod bucket;

use crate::{
    http::{error::ApiError, rate_limit::network},
    store::WriterShare,
    tuning::Tuning,
};
use bucket::Bucket;
use protocol::UserId;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit},
    time::{Instant, sleep_until},
};

/// With so many people on record, those who have nothing under way are forgotten.
const TIDY_AT: usize = 10_000;

/// The allowances of everyone, and the connections of each network.
pub struct Allowances {
    limits: Option<Limits>,
    writer_share: usize,
    people: Mutex<HashMap<UserId, Arc<Allowance>>>,
    networks: Mutex<HashMap<IpAddr, usize>>,
}

#[derive(Clone, Copy)]
struct Limits {
    rate: u32,
    burst: u32,
    in_flight: usize,
    waiting: usize,
    person_connections: usize,
    network_connections: usize,
}

/// What one person may do.
pub struct Allowance {
    share: WriterShare,
    /// None where the operator turned limits off.
    limiter: Option<Limiter>,
    connections: AtomicUsize,
}

struct Limiter {
    limits: Limits,
    bucket: Bucket,
    in_flight: Arc<Semaphore>,
    /// Requests that wait for a place in flight or for the bucket.
    waiting: AtomicUsize,
    catching_up: Semaphore,
}

/// A request's place among those that are in flight.
pub(crate) struct Admission {
    _place: Option<OwnedSemaphorePermit>,
    /// Whether the request had to wait.
    pub(crate) waited: bool,
}

/// A connection's place among those of its person and of its network.
pub(crate) struct ConnectionSlot {
    allowances: Arc<Allowances>,
    pub(crate) allowance: Arc<Allowance>,
    network: IpAddr,
}

impl Allowances {
    pub fn new(on: bool, tuning: &Tuning) -> Self {
        Self {
            limits: on.then_some(Limits {
                rate: tuning.rate,
                burst: tuning.burst,
                in_flight: tuning.requests_in_flight,
                waiting: tuning.requests_waiting,
                person_connections: tuning.person_connections,
                network_connections: tuning.network_connections,
            }),
            writer_share: tuning.writer_share,
            people: Mutex::default(),
            networks: Mutex::default(),
        }
    }

    /// Returns the allowance of a person, the same to all who ask.
    pub fn of(&self, user: UserId) -> Arc<Allowance> {
        let mut people = lock(&self.people);
        if people.len() >= TIDY_AT {
            people.retain(|_, allowance| Arc::strong_count(allowance) > 1);
        }
        let allowance = people.entry(user).or_insert_with(|| {
            Arc::new(Allowance {
                share: WriterShare::new(self.writer_share),
                limiter: self.limits.map(Limiter::new),
                connections: AtomicUsize::new(0),
            })
        });
        Arc::clone(allowance)
    }

    /// Takes a place for a connection. Returns `None` where the person or their network holds as many as they may.
    pub(crate) fn claim_slot(
        self: &Arc<Self>,
        user: UserId,
        address: IpAddr,
    ) -> Option<ConnectionSlot> {
        let (allowance, network) = (self.of(user), network(address));
        let mut networks = lock(&self.networks);
        let of_network = networks.get(&network).copied().unwrap_or(0);
        let of_person = allowance.connections.load(Ordering::Relaxed);
        if let Some(limits) = self.limits
            && (of_person >= limits.person_connections || of_network >= limits.network_connections)
        {
            tracing::debug!(%user, of_person, of_network, "too many connections");
            return None;
        }
        networks.insert(network, of_network + 1);
        allowance.connections.fetch_add(1, Ordering::Relaxed);
        drop(networks);
        Some(ConnectionSlot {
            allowances: Arc::clone(self),
            allowance,
            network,
        })
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut networks = lock(&self.allowances.networks);
        self.allowance.connections.fetch_sub(1, Ordering::Relaxed);
        if let Some(held) = networks.get_mut(&self.network) {
            *held -= 1;
            if *held == 0 {
                networks.remove(&self.network);
            }
        }
    }
}

impl Allowance {
    /// Returns the person's share of the writer's queue.
    pub(crate) fn share(&self) -> &WriterShare {
        &self.share
    }

    /// Waits until a request may begin. The request counts as in flight until the answer is dropped.
    ///
    /// # Errors
    ///
    /// `TooManyRequests` where as many requests of the person wait as may, or the wait would be as long.
    pub(crate) async fn admit(&self) -> Result<Admission, ApiError> {
        let Some(limiter) = &self.limiter else {
            return Ok(Admission {
                _place: None,
                waited: false,
            });
        };
        if let Ok(place) = Arc::clone(&limiter.in_flight).try_acquire_owned()
            && limiter.bucket.try_take(Instant::now(), 1)
        {
            return Ok(Admission {
                _place: Some(place),
                waited: false,
            });
        }
        let _waiting = limiter.begin_to_wait()?;
        let turn = limiter.bucket.reserve(Instant::now(), 1);
        sleep_until(turn).await;
        let place = Arc::clone(&limiter.in_flight).acquire_owned().await;
        Ok(Admission {
            _place: place.ok(),
            waited: true,
        })
    }

    /// Takes the cost of a frame if it is available now.
    pub(crate) fn try_take(&self, now: Instant, cost: u32) -> bool {
        let limiter = self.limiter.as_ref();
        limiter.is_none_or(|limiter| limiter.bucket.try_take(now, cost))
    }

    /// Takes the cost of a frame in advance, and returns when the frame may be handled.
    pub(crate) fn reserve(&self, now: Instant, cost: u32) -> Instant {
        let limiter = self.limiter.as_ref();
        limiter.map_or(now, |limiter| limiter.bucket.reserve(now, cost))
    }

    /// Waits until no other connection of the person reads for its catch-up.
    pub(crate) async fn catch_up(&self) -> Option<SemaphorePermit<'_>> {
        self.limiter.as_ref()?.catching_up.acquire().await.ok()
    }
}

impl Limiter {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            bucket: Bucket::new(limits.rate, limits.burst),
            in_flight: Arc::new(Semaphore::new(limits.in_flight)),
            waiting: AtomicUsize::new(0),
            catching_up: Semaphore::new(1),
        }
    }

    fn begin_to_wait(&self) -> Result<Waiting<'_>, ApiError> {
        let longest = self.bucket.time_of(self.limits.waiting);
        // A request that is given up has taken its turn all the same, so the time counts beside the number.
        let wait = self.bucket.wait(Instant::now());
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(&self.waiting);
        if before >= self.limits.waiting || wait >= longest {
            return Err(ApiError::TooManyRequests(wait.min(longest)));
        }
        Ok(waiting)
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Each change under these locks is one step, so a panic elsewhere under one spoils nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
