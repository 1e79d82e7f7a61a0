//! A token bucket whose tokens can be reserved in advance: the caller learns when they are available. Turns are in the order
//! of the calls, and a caller that gives up does not hold up the others.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

pub(super) struct Bucket {
    /// The time in which one token is added.
    interval: Duration,
    burst: u32,
    /// When the bucket is full again, if no more tokens are taken.
    full_at: Mutex<Option<Instant>>,
}

impl Bucket {
    pub(super) fn new(rate: u32, burst: u32) -> Self {
        Self {
            interval: Duration::from_secs(1) / rate.max(1),
            burst: burst.max(1),
            full_at: Mutex::default(),
        }
    }

    /// Takes tokens if they are available.
    pub(super) fn try_take(&self, now: Instant, cost: u32) -> bool {
        let mut full_at = self.full_at();
        let (next, turn) = self.after(*full_at, now, cost);
        let is_available = turn <= now;
        if is_available {
            *full_at = Some(next);
        }
        is_available
    }

    /// Takes tokens, if need be in advance, and returns when they are available.
    pub(super) fn reserve(&self, now: Instant, cost: u32) -> Instant {
        let mut full_at = self.full_at();
        let (next, turn) = self.after(*full_at, now, cost);
        *full_at = Some(next);
        turn
    }

    /// Returns the wait for one token.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        let (_, turn) = self.after(*self.full_at(), now, 1);
        turn.saturating_duration_since(now)
    }

    /// Returns the time in which so many tokens are added.
    pub(super) fn time_of(&self, tokens: usize) -> Duration {
        let tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
        self.interval.saturating_mul(tokens)
    }

    /// Returns when the bucket is full again after taking `cost` tokens, and when these are available.
    fn after(&self, full_at: Option<Instant>, now: Instant, cost: u32) -> (Instant, Instant) {
        let full_at = full_at.map_or(now, |full_at| full_at.max(now));
        let next = full_at + self.interval * cost.min(self.burst);
        let turn = next.checked_sub(self.interval * self.burst);
        (next, turn.map_or(now, |turn| turn.max(now)))
    }

    fn full_at(&self) -> MutexGuard<'_, Option<Instant>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn a_burst_is_accepted_and_then_the_rate_applies() {
        let (bucket, start) = (Bucket::new(10, 4), Instant::now());
        assert!((0..4).all(|_| bucket.try_take(start, 1)));
        assert!(!bucket.try_take(start, 1));
        assert!(!bucket.try_take(start + seconds(0.09), 1));
        assert!(bucket.try_take(start + seconds(0.1), 1));
        assert!(!bucket.try_take(start + seconds(0.1), 1));
        let later = start + seconds(60.0);
        assert!((0..4).all(|_| bucket.try_take(later, 1)));
        assert!(!bucket.try_take(later, 1));
    }

    #[test]
    fn turns_are_in_the_order_of_the_calls() {
        let (bucket, start) = (Bucket::new(10, 4), Instant::now());
        assert_eq!(bucket.reserve(start, 4), start);
        assert_eq!(bucket.reserve(start, 2), start + seconds(0.2));
        assert_eq!(bucket.reserve(start, 1), start + seconds(0.3));
        assert!(!bucket.try_take(start + seconds(0.2), 1));
        assert_eq!(bucket.wait(start), seconds(0.4));
    }

    #[test]
    fn a_cost_above_the_burst_takes_the_whole_bucket() {
        let (bucket, start) = (Bucket::new(10, 4), Instant::now());
        assert!(bucket.try_take(start, 9));
        assert!(!bucket.try_take(start, 1));
    }
}
