use protocol::Timestamp;

/// Where the connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// The page is new and connects for the first time, or goes over to another transport: nothing is wrong so far.
    Connecting,
    /// Events flow.
    Live,
    /// The connection was lost; the next attempt is under way or waits its turn.
    Reconnecting,
    /// The browser has no network; nothing is tried until it has.
    Offline,
}

/// How long to wait before the attempt numbered `attempt` (from 1), in milliseconds: twice as long each time, at most
/// 30 s, of which `random` (0..1) takes up to half away so that a crowd does not return at once.
pub fn backoff_ms(attempt: u32, random: f64) -> u32 {
    let full = 30_000_u32.min(500 << attempt.saturating_sub(1).min(6));
    let half = f64::from(full) / 2.0;
    (half + half * random.clamp(0.0, 1.0)) as u32
}

/// How long a ping may go unanswered before the link counts as dead, in milliseconds.
const PATIENCE_MS: i64 = 10_000;
/// A link that was silent for this long is worth a ping when the person comes back to it, in milliseconds.
const IDLE_MS: i64 = 3_000;

/// Both sides treat silence as a dead link, so each makes a sound now and then, however much the other says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heartbeat {
    every_ms: i64,
    heard: Timestamp,
    pinged: Timestamp,
    /// Since when a ping has had no answer.
    unanswered: Option<Timestamp>,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self {
            every_ms: 25_000,
            heard: Timestamp(0),
            pinged: Timestamp(0),
            unanswered: None,
        }
    }
}

impl Heartbeat {
    pub(super) fn every(&mut self, heartbeat_ms: u64) {
        self.every_ms = i64::try_from(heartbeat_ms).unwrap_or(i64::MAX).max(1_000);
    }

    pub(super) fn opened(&mut self, now: Timestamp) {
        self.heard(now);
        self.pinged = now;
    }

    pub(super) fn heard(&mut self, now: Timestamp) {
        self.heard = now;
        self.unanswered = None;
    }

    pub(super) fn pinged(&mut self, now: Timestamp) {
        self.pinged = now;
        self.unanswered = Some(now);
    }

    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.unanswered.is_none() && is_over(self.pinged, now, self.every_ms)
    }

    pub(super) fn is_idle(&self, now: Timestamp) -> bool {
        self.unanswered.is_none() && is_over(self.heard, now, IDLE_MS)
    }

    pub(super) fn is_dead(&self, now: Timestamp) -> bool {
        self.unanswered
            .is_some_and(|at| is_over(at, now, PATIENCE_MS))
    }
}

/// Whether so many milliseconds have passed. A clock that was set back counts as if they had: else a dead link would
/// count as alive until the clock is where it was.
fn is_over(since: Timestamp, now: Timestamp, ms: i64) -> bool {
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
    fn jitter_takes_up_to_half_away() {
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
    fn a_clock_that_was_set_back_hides_no_dead_link() {
        let hour = 60 * 60 * 1_000;
        let mut heartbeat = Heartbeat::default();
        heartbeat.opened(Timestamp(hour));
        assert!(heartbeat.is_due(Timestamp(1_000)));
        heartbeat.pinged(Timestamp(1_000));
        assert!(!heartbeat.is_due(Timestamp(2_000)) && !heartbeat.is_dead(Timestamp(10_999)));
        assert!(heartbeat.is_dead(Timestamp(11_000)));
    }

    #[test]
    fn a_talkative_server_hears_from_its_client_all_the_same() {
        let mut heartbeat = Heartbeat::default();
        heartbeat.opened(Timestamp(0));
        for second in 1..25 {
            heartbeat.heard(Timestamp(second * 1_000));
        }
        assert!(heartbeat.is_due(Timestamp(25_000)));
    }
}
