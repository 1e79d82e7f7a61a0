//! Whether a connection is waited for, and for how long already.

use super::Caller;
use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

/// What goes on on a connection.
pub(super) struct Activity {
    state: Mutex<State>,
    /// Told when there is a new deadline.
    changed: Notify,
}

struct State {
    idle: Duration,
    stall: Duration,
    /// Requests whose answers are not given to their end.
    requests: usize,
    /// When the last of them ended, or the client last took something that had to wait for it.
    rested: Instant,
    /// Since when something waits for the client to take it.
    blocked: Option<Instant>,
}

/// A request that is under way until this is dropped.
pub(super) struct UnderWay {
    activity: Arc<Activity>,
    caller: Caller,
}

impl Activity {
    pub(super) fn new(idle: Duration, stall: Duration) -> Self {
        Self {
            state: Mutex::new(State::new(idle, stall, Instant::now())),
            changed: Notify::new(),
        }
    }

    pub(super) fn begin(self: &Arc<Self>, caller: Caller) -> UnderWay {
        self.state().requests += 1;
        caller.begins();
        UnderWay {
            activity: Arc::clone(self),
            caller,
        }
    }

    /// Notes that the client was offered something, and whether it took it.
    pub(super) fn offered(&self, taken: bool) {
        if self.state().offered(taken, Instant::now()) {
            self.changed.notify_one();
        }
    }

    /// Waits until the client has been silent, or has taken nothing, for too long.
    pub(super) async fn overdue(&self) {
        loop {
            let deadline = self.state().deadline();
            let passed = async {
                match deadline {
                    Some(deadline) => sleep_until(deadline).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = self.changed.notified() => {}
                () = passed => {
                    let deadline = self.state().deadline();
                    if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                        return;
                    }
                }
            }
        }
    }

    /// Each change is one step, so a panic elsewhere under the lock spoils nothing.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new(idle: Duration, stall: Duration, now: Instant) -> Self {
        Self {
            idle,
            stall,
            requests: 0,
            rested: now,
            blocked: None,
        }
    }

    fn end(&mut self, now: Instant) {
        self.requests -= 1;
        self.rested = now;
    }

    /// Returns whether the deadline may come sooner for it.
    fn offered(&mut self, taken: bool, now: Instant) -> bool {
        match (taken, self.blocked) {
            (true, Some(_)) => {
                self.blocked = None;
                self.rested = now;
                true
            }
            (false, None) => {
                self.blocked = Some(now);
                true
            }
            _ => false,
        }
    }

    fn deadline(&self) -> Option<Instant> {
        match self.blocked {
            Some(since) => Some(since + self.stall),
            None => (self.requests == 0).then(|| self.rested + self.idle),
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.activity.state().end(Instant::now());
        self.activity.changed.notify_one();
        self.caller.ends();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Duration = Duration::from_secs(20);
    const STALL: Duration = Duration::from_secs(30);
    const HOUR: Duration = Duration::from_secs(60 * 60);

    #[test]
    fn one_that_asks_for_nothing_has_a_deadline() {
        let start = Instant::now();
        let state = State::new(IDLE, STALL, start);
        assert_eq!(state.deadline(), Some(start + IDLE));
    }

    #[test]
    fn one_that_waits_for_the_server_has_none_until_its_last_answer_ends() {
        let start = Instant::now();
        let mut state = State::new(IDLE, STALL, start);
        state.requests = 2;
        assert_eq!(state.deadline(), None);
        state.end(start + HOUR);
        assert_eq!(state.deadline(), None);
        state.end(start + HOUR * 2);
        assert_eq!(state.deadline(), Some(start + HOUR * 2 + IDLE));
    }

    #[test]
    fn one_that_takes_nothing_has_a_deadline_and_one_that_takes_it_slowly_a_new_one_each_time() {
        let mut now = Instant::now();
        let mut state = State::new(IDLE, STALL, now);
        state.requests = 1;
        for _ in 0..100 {
            assert!(state.offered(false, now));
            // Offered again, and not taken again.
            assert!(!state.offered(false, now + STALL / 2));
            assert_eq!(state.deadline(), Some(now + STALL));
            now += STALL / 2;
            state.offered(true, now);
            assert_eq!(state.deadline(), None);
        }
        // The rest of an answer, which the server has finished.
        state.offered(false, now);
        state.end(now);
        assert_eq!(state.deadline(), Some(now + STALL));
        state.offered(true, now + HOUR);
        assert_eq!(state.deadline(), Some(now + HOUR + IDLE));
    }

    #[test]
    fn what_is_taken_at_once_is_no_sign_of_life() {
        let start = Instant::now();
        let mut state = State::new(IDLE, STALL, start);
        // As the answers to pings of HTTP/2.
        assert!(!state.offered(true, start + IDLE / 2));
        assert_eq!(state.deadline(), Some(start + IDLE));
    }
}
