use protocol::Timestamp;

/// What carries the frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    WebSocket,
    /// Server-sent events one way and requests the other, where a network blocks WebSocket.
    EventStream,
}

/// A transport that fails so often in a row may be blocked: the other is tried, and from then on one after the other.
const TRIES: u32 = 2;
/// How long after a welcome over server-sent events WebSocket is tried again, in milliseconds. It may only have failed
/// because the server was away.
const PROBE_SOON_MS: i64 = 5_000;
/// How long after that it is tried the next time, in milliseconds.
const PROBE_AGAIN_MS: i64 = 300_000;

/// Which transport is next: WebSocket where it works, the other where it does not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// What was welcomed last.
    proven: Transport,
    /// Connections in a row that ended without a welcome.
    failures: u32,
    /// When WebSocket is to be tried beside the connection that there is.
    probe_at: Option<Timestamp>,
    /// When it was, last.
    probed: Option<Timestamp>,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            proven: Transport::WebSocket,
            failures: 0,
            probe_at: None,
            probed: None,
        }
    }
}

impl Choice {
    pub(super) fn next(&self) -> Transport {
        let turns = (self.failures + 1).saturating_sub(TRIES);
        match (self.proven, turns % 2) {
            (proven, 0) => proven,
            (Transport::WebSocket, _) => Transport::EventStream,
            (Transport::EventStream, _) => Transport::WebSocket,
        }
    }

    /// Whether the connection that failed last was the first one over another transport, or one before it.
    pub(super) fn is_new(&self) -> bool {
        self.failures <= TRIES
    }

    /// Whether the next connection is the first one over another transport. It need not wait for as long as one that
    /// was tried before.
    pub(super) fn turns(&self) -> bool {
        self.failures == TRIES
    }

    pub(super) fn failed(&mut self) {
        self.failures += 1;
    }

    /// A handshake that hangs costs so much time that one is enough.
    pub(super) fn hung(&mut self) {
        self.failures = self.failures.max(TRIES - 1);
    }

    pub(super) fn welcomed(&mut self, by: Transport, now: Timestamp) {
        self.proven = by;
        self.failures = 0;
        match by {
            Transport::WebSocket => (self.probe_at, self.probed) = (None, None),
            Transport::EventStream => {
                let soon = now.millis() + PROBE_SOON_MS;
                let again = self.probed.map_or(soon, |at| at.millis() + PROBE_AGAIN_MS);
                self.probe_at = Some(Timestamp(soon.max(again)));
            }
        }
    }

    /// What another network lets pass is another matter.
    pub(super) fn network_changed(&mut self, now: Timestamp) {
        self.probed = None;
        self.probe_at = self.probe_at.map(|_| now);
    }

    pub(super) fn is_probe_due(&self, now: Timestamp) -> bool {
        self.probe_at.is_some_and(|at| at <= now)
    }

    pub(super) fn probed(&mut self, now: Timestamp) {
        self.probed = Some(now);
        self.probe_at = Some(Timestamp(now.millis() + PROBE_AGAIN_MS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOCKET: Transport = Transport::WebSocket;
    const EVENTS: Transport = Transport::EventStream;

    /// What is tried in turn while nothing works.
    fn tried(mut choice: Choice, count: usize) -> Vec<Transport> {
        (0..count)
            .map(|_| {
                let next = choice.next();
                choice.failed();
                next
            })
            .collect()
    }

    #[test]
    fn two_failures_in_a_row_turn_to_the_other_transport_and_then_they_alternate() {
        assert_eq!(
            tried(Choice::default(), 6),
            [SOCKET, SOCKET, EVENTS, SOCKET, EVENTS, SOCKET]
        );
    }

    #[test]
    fn what_was_welcomed_last_is_tried_first() {
        let mut choice = Choice::default();
        choice.welcomed(EVENTS, Timestamp(0));
        assert_eq!(tried(choice.clone(), 4), [EVENTS, EVENTS, SOCKET, EVENTS]);
        choice.welcomed(SOCKET, Timestamp(0));
        assert_eq!(tried(choice, 3), [SOCKET, SOCKET, EVENTS]);
    }

    #[test]
    fn one_handshake_that_hangs_is_enough() {
        let mut choice = Choice::default();
        choice.hung();
        choice.failed();
        assert_eq!(choice.next(), EVENTS);
    }

    #[test]
    fn websocket_is_tried_again_soon_and_then_every_five_minutes() {
        let mut choice = Choice::default();
        assert!(!choice.is_probe_due(Timestamp(i64::MAX)));
        choice.welcomed(EVENTS, Timestamp(0));
        assert!(!choice.is_probe_due(Timestamp(4_999)));
        assert!(choice.is_probe_due(Timestamp(5_000)));
        choice.probed(Timestamp(5_000));
        assert!(!choice.is_probe_due(Timestamp(304_999)));
        assert!(choice.is_probe_due(Timestamp(305_000)));
    }

    #[test]
    fn a_new_welcome_brings_no_earlier_probe_but_another_network_does() {
        let mut choice = Choice::default();
        choice.welcomed(EVENTS, Timestamp(0));
        choice.probed(Timestamp(5_000));
        choice.welcomed(EVENTS, Timestamp(10_000));
        assert!(!choice.is_probe_due(Timestamp(304_999)));
        choice.network_changed(Timestamp(20_000));
        assert!(choice.is_probe_due(Timestamp(20_000)));
    }

    #[test]
    fn over_websocket_nothing_is_probed() {
        let mut choice = Choice::default();
        choice.welcomed(EVENTS, Timestamp(0));
        choice.welcomed(SOCKET, Timestamp(1_000));
        choice.network_changed(Timestamp(2_000));
        assert!(!choice.is_probe_due(Timestamp(i64::MAX)));
    }
}
