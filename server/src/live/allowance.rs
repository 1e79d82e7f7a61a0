//! Rate limits of a person, over all their connections, both transports and HTTP together, and limits on the connections of
//! one person and of one network.

mod bucket;

use crate::{network::network, refusal::TooManyRequests, store::WriterShare, tuning::Tuning};
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

/// At this many people, those whose allowance is not in use are dropped.
const TIDY_AT: usize = 10_000;

/// The allowances of all people, and the number of connections of each network.
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

/// The limits and current use of one person.
pub struct Allowance {
    share: WriterShare,
    /// `None` if the operator turned limits off.
    limiter: Option<Limiter>,
    connections: AtomicUsize,
}

struct Limiter {
    limits: Limits,
    bucket: Bucket,
    in_flight: Arc<Semaphore>,
    /// Requests that wait for a permit or for the bucket.
    waiting: AtomicUsize,
    catching_up: Semaphore,
}

/// Permission to handle a request, for as long as it is held.
pub(crate) struct Admission {
    _permit: Option<OwnedSemaphorePermit>,
    /// Whether the request waited.
    pub(crate) waited: bool,
}

/// A connection counted for its person and its network, until it is dropped.
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

    /// Returns the allowance of a person, shared by all callers.
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

    /// Counts a connection. Returns `None` if the person or their network has as many as allowed.
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

    /// Waits until a request may start. It counts as in flight until the [`Admission`] is dropped.
    ///
    /// # Errors
    ///
    /// [`TooManyRequests`] if too many requests of the person wait, or the wait would be too long.
    pub(crate) async fn admit(&self) -> Result<Admission, TooManyRequests> {
        let Some(limiter) = &self.limiter else {
            return Ok(Admission {
                _permit: None,
                waited: false,
            });
        };
        if let Ok(permit) = Arc::clone(&limiter.in_flight).try_acquire_owned()
            && limiter.bucket.try_take(Instant::now(), 1)
        {
            return Ok(Admission {
                _permit: Some(permit),
                waited: false,
            });
        }
        let _waiting = limiter.begin_to_wait()?;
        let turn = limiter.bucket.reserve(Instant::now(), 1);
        sleep_until(turn).await;
        let permit = Arc::clone(&limiter.in_flight).acquire_owned().await;
        Ok(Admission {
            _permit: permit.ok(),
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

    /// Waits until no other connection of the person reads for a catch-up.
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

    fn begin_to_wait(&self) -> Result<WaitingRequest<'_>, TooManyRequests> {
        let longest = self.bucket.time_of(self.limits.waiting);
        // A request that its client gave up has still taken its turn, so the time counts as well as the number.
        let wait = self.bucket.wait(Instant::now());
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = WaitingRequest(&self.waiting);
        if before >= self.limits.waiting || wait >= longest {
            return Err(TooManyRequests(wait.min(longest)));
        }
        Ok(waiting)
    }
}

struct WaitingRequest<'a>(&'a AtomicUsize);

impl Drop for WaitingRequest<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Locks even after a panic: each change under these locks is one step, so it leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
