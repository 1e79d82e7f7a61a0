//! State of the connection, its heartbeat, and the time between attempts to connect.

use protocol::Timestamp;

/// State of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// Connecting for the first time, or switching to another transport: there is no trouble to report.
    Connecting,
    /// Open and welcomed: events arrive.
    Live,
    /// Lost; the next attempt is under way or scheduled.
    Reconnecting,
    /// The browser has no network; there is no attempt until it has.
    Offline,
}

/// Returns the time to wait before attempt `attempt` (from 1), in milliseconds. It doubles with each attempt, up to 30 s;
/// `random` (0..1) takes away up to half, so that clients do not reconnect all at once.
pub fn backoff_ms(attempt: u32, random: f64) -> u32 {
    let full = 30_000_u32.min(500 << attempt.saturating_sub(1).min(6));
    let half = f64::from(full) / 2.0;
    (half + half * random.clamp(0.0, 1.0)) as u32
}

/// Time without an answer to a ping after which the connection counts as dead, in milliseconds.
const PONG_TIMEOUT_MS: i64 = 10_000;
/// Silence after which the connection is pinged when the person returns to the tab, in milliseconds.
const IDLE_MS: i64 = 3_000;

/// Schedule of pings. Both sides treat silence as a dead connection, so the client pings however much the server sends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heartbeat {
    interval_ms: i64,
    last_heard: Timestamp,
    last_pinged: Timestamp,
    /// When the ping that has no answer was sent.
    unanswered: Option<Timestamp>,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self {
            interval_ms: 25_000,
            last_heard: Timestamp(0),
            last_pinged: Timestamp(0),
            unanswered: None,
        }
    }
}

impl Heartbeat {
    pub(super) fn set_interval(&mut self, heartbeat_ms: u64) {
        self.interval_ms = i64::try_from(heartbeat_ms).unwrap_or(i64::MAX).max(1_000);
    }

    pub(super) fn opened(&mut self, now: Timestamp) {
        self.heard(now);
        self.last_pinged = now;
    }

    pub(super) fn heard(&mut self, now: Timestamp) {
        self.last_heard = now;
        self.unanswered = None;
    }

    pub(super) fn pinged(&mut self, now: Timestamp) {
        self.last_pinged = now;
        self.unanswered = Some(now);
    }

    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.unanswered.is_none() && has_passed(self.last_pinged, now, self.interval_ms)
    }

    pub(super) fn is_idle(&self, now: Timestamp) -> bool {
        self.unanswered.is_none() && has_passed(self.last_heard, now, IDLE_MS)
    }

    pub(super) fn is_dead(&self, now: Timestamp) -> bool {
        self.unanswered
            .is_some_and(|at| has_passed(at, now, PONG_TIMEOUT_MS))
    }
}

/// Returns whether `ms` milliseconds have passed. If the clock was set back, they count as passed: otherwise a dead
/// connection would count as alive until the clock catches up.
fn has_passed(since: Timestamp, now: Timestamp, ms: i64) -> bool {
    !(since.millis()..since.millis() + ms).contains(&now.millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_twice_as_long_each_time_up_to_half_a_minute() {
        let waits: Vec<u32> = (1..=9).map(|attempt| backoff_ms(attempt, 1.0)).collect();
        assert_eq!(
            waits,
            [
                500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000
            ]
        );
    }

    #[test]
    fn jitter_shortens_the_wait_by_up_to_half() {
        assert_eq!(backoff_ms(1, 0.0), 250);
        assert_eq!(backoff_ms(40, 0.0), 15_000);
    }

    #[test]
    fn a_ping_without_an_answer_is_a_dead_link() {
        let mut heartbeat = Heartbeat::default();
        heartbeat.opened(Timestamp(0));
        assert!(!heartbeat.is_due(Timestamp(24_999)));
        assert!(heartbeat.is_due(Timestamp(25_000)));
        heartbeat.pinged(Timestamp(25_000));
        assert!(!heartbeat.is_due(Timestamp(26_000)) && !heartbeat.is_dead(Timestamp(34_999)));
        assert!(heartbeat.is_dead(Timestamp(35_000)));
        heartbeat.heard(Timestamp(35_001));
        assert!(!heartbeat.is_dead(Timestamp(45_000)));
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_hide_a_dead_link() {
        let hour = 60 * 60 * 1_000;
        let mut heartbeat = Heartbeat::default();
        heartbeat.opened(Timestamp(hour));
        assert!(heartbeat.is_due(Timestamp(1_000)));
        heartbeat.pinged(Timestamp(1_000));
        assert!(!heartbeat.is_due(Timestamp(2_000)) && !heartbeat.is_dead(Timestamp(10_999)));
        assert!(heartbeat.is_dead(Timestamp(11_000)));
    }

    #[test]
    fn a_client_pings_even_if_the_server_keeps_sending() {
        let mut heartbeat = Heartbeat::default();
        heartbeat.opened(Timestamp(0));
        for second in 1..25 {
            heartbeat.heard(Timestamp(second * 1_000));
        }
        assert!(heartbeat.is_due(Timestamp(25_000)));
    }
}
