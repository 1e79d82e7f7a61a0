//! Deadlines of a connection: how long it may be idle, and how long the client may accept no data.

use super::ClientConnection;
use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

/// The activity on one connection.
pub(super) struct Activity {
    state: Mutex<ActivityState>,
    /// Notified when the deadline changes.
    changed: Notify,
}

struct ActivityState {
    idle: Duration,
    stall: Duration,
    /// Number of requests whose answers are not finished.
    requests: usize,
    /// When the last request ended, or the client last accepted data after a stall.
    idle_since: Instant,
    /// When the client began to accept no data. `None` if it accepts data.
    stalled_since: Option<Instant>,
}

/// A request in progress, which ends when this is dropped.
pub(super) struct ActiveRequest {
    activity: Arc<Activity>,
    connection: ClientConnection,
}

impl Activity {
    pub(super) fn new(idle: Duration, stall: Duration) -> Self {
        Self {
            state: Mutex::new(ActivityState::new(idle, stall, Instant::now())),
            changed: Notify::new(),
        }
    }

    pub(super) fn begin_request(self: &Arc<Self>, connection: ClientConnection) -> ActiveRequest {
        self.state().requests += 1;
        connection.begin_request();
        ActiveRequest {
            activity: Arc::clone(self),
            connection,
        }
    }

    /// Notes that data was written, and whether the client accepted it.
    pub(super) fn wrote(&self, accepted: bool) {
        if self.state().wrote(accepted, Instant::now()) {
            self.changed.notify_one();
        }
    }

    /// Waits until the connection has been idle or stalled for too long.
    pub(super) async fn timed_out(&self) {
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

    /// Each change is one step, so a panic elsewhere under the lock corrupts nothing.
    fn state(&self) -> MutexGuard<'_, ActivityState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ActivityState {
    fn new(idle: Duration, stall: Duration, now: Instant) -> Self {
        Self {
            idle,
            stall,
            requests: 0,
            idle_since: now,
            stalled_since: None,
        }
    }

    fn end_request(&mut self, now: Instant) {
        self.requests -= 1;
        self.idle_since = now;
    }

    /// Returns whether the deadline may now be earlier.
    fn wrote(&mut self, accepted: bool, now: Instant) -> bool {
        match (accepted, self.stalled_since) {
            (true, Some(_)) => {
                self.stalled_since = None;
                self.idle_since = now;
                true
            }
            (false, None) => {
                self.stalled_since = Some(now);
                true
            }
            _ => false,
        }
    }

    fn deadline(&self) -> Option<Instant> {
        match self.stalled_since {
            Some(since) => Some(since + self.stall),
            None => (self.requests == 0).then(|| self.idle_since + self.idle),
        }
    }
}

impl Drop for ActiveRequest {
    fn drop(&mut self) {
        self.activity.state().end_request(Instant::now());
        self.activity.changed.notify_one();
        self.connection.end_request();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Duration = Duration::from_secs(20);
    const STALL: Duration = Duration::from_secs(30);
    const HOUR: Duration = Duration::from_secs(60 * 60);

    #[test]
    fn a_connection_without_a_request_has_a_deadline() {
        let start = Instant::now();
        let state = ActivityState::new(IDLE, STALL, start);
        assert_eq!(state.deadline(), Some(start + IDLE));
    }

    #[test]
    fn a_connection_that_waits_for_the_server_has_no_deadline_until_its_last_answer_ends() {
        let start = Instant::now();
        let mut state = ActivityState::new(IDLE, STALL, start);
        state.requests = 2;
        assert_eq!(state.deadline(), None);
        state.end_request(start + HOUR);
        assert_eq!(state.deadline(), None);
        state.end_request(start + HOUR * 2);
        assert_eq!(state.deadline(), Some(start + HOUR * 2 + IDLE));
    }

    #[test]
    fn a_client_that_accepts_nothing_has_a_deadline_and_a_slow_one_a_new_one_each_time() {
        let mut now = Instant::now();
        let mut state = ActivityState::new(IDLE, STALL, now);
        state.requests = 1;
        for _ in 0..100 {
            assert!(state.wrote(false, now));
            // Tried again, and not accepted again.
            assert!(!state.wrote(false, now + STALL / 2));
            assert_eq!(state.deadline(), Some(now + STALL));
            now += STALL / 2;
            state.wrote(true, now);
            assert_eq!(state.deadline(), None);
        }
        // The rest of an answer that the server has finished.
        state.wrote(false, now);
        state.end_request(now);
        assert_eq!(state.deadline(), Some(now + STALL));
        state.wrote(true, now + HOUR);
        assert_eq!(state.deadline(), Some(now + HOUR + IDLE));
    }

    #[test]
    fn data_that_is_accepted_at_once_does_not_extend_the_deadline() {
        let start = Instant::now();
        let mut state = ActivityState::new(IDLE, STALL, start);
        // Such as the answers to pings of HTTP/2.
        assert!(!state.wrote(true, start + IDLE / 2));
        assert_eq!(state.deadline(), Some(start + IDLE));
    }
}
