//! Choice between WebSocket and server-sent events.

use protocol::Timestamp;

/// Carrier of the frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportKind {
    WebSocket,
    /// Server-sent events and POST requests, for networks that block WebSocket.
    EventStream,
}

/// Failures in a row after which a transport may be blocked: from then on the two are tried in turn.
const MAX_FAILURES: u32 = 2;
/// Time from a welcome over server-sent events to the first probe of WebSocket, in milliseconds. It is short, since the server
/// may just have been down.
const FIRST_PROBE_MS: i64 = 5_000;
/// Time between probes, in milliseconds.
const PROBE_INTERVAL_MS: i64 = 300_000;

/// Decides which transport to use next: WebSocket where it works, otherwise server-sent events.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TransportPolicy {
    /// The transport of the last welcome.
    proven: TransportKind,
    /// Attempts in a row without a welcome.
    failures: u32,
    /// When to probe WebSocket beside the present connection.
    probe_at: Option<Timestamp>,
    /// When it was probed last.
    last_probe: Option<Timestamp>,
}

impl Default for TransportPolicy {
    fn default() -> Self {
        Self {
            proven: TransportKind::WebSocket,
            failures: 0,
            probe_at: None,
            last_probe: None,
        }
    }
}

impl TransportPolicy {
    pub(super) fn next(&self) -> TransportKind {
        let turns = (self.failures + 1).saturating_sub(MAX_FAILURES);
        match (self.proven, turns % 2) {
            (proven, 0) => proven,
            (TransportKind::WebSocket, _) => TransportKind::EventStream,
            (TransportKind::EventStream, _) => TransportKind::WebSocket,
        }
    }

    /// Returns whether the other transport has failed at most once.
    pub(super) fn is_new(&self) -> bool {
        self.failures <= MAX_FAILURES
    }

    /// Returns whether the next attempt is the first over the other transport, which need not wait as long as a repeated one.
    pub(super) fn has_just_switched(&self) -> bool {
        self.failures == MAX_FAILURES
    }

    pub(super) fn failed(&mut self) {
        self.failures += 1;
    }

    /// A handshake hangs. That takes so much time that one failure is enough to switch.
    pub(super) fn hung(&mut self) {
        self.failures = self.failures.max(MAX_FAILURES - 1);
    }

    pub(super) fn welcomed(&mut self, by: TransportKind, now: Timestamp) {
        self.proven = by;
        self.failures = 0;
        match by {
            TransportKind::WebSocket => (self.probe_at, self.last_probe) = (None, None),
            TransportKind::EventStream => {
                let soon = now.millis() + FIRST_PROBE_MS;
                let again = self
                    .last_probe
                    .map_or(soon, |at| at.millis() + PROBE_INTERVAL_MS);
                self.probe_at = Some(Timestamp(soon.max(again)));
            }
        }
    }

    /// Another network may let WebSocket through: probes it at once.
    pub(super) fn network_changed(&mut self, now: Timestamp) {
        self.last_probe = None;
        self.probe_at = self.probe_at.map(|_| now);
    }

    pub(super) fn is_probe_due(&self, now: Timestamp) -> bool {
        self.probe_at.is_some_and(|at| at <= now)
    }

    pub(super) fn probed(&mut self, now: Timestamp) {
        self.last_probe = Some(now);
        self.probe_at = Some(Timestamp(now.millis() + PROBE_INTERVAL_MS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOCKET: TransportKind = TransportKind::WebSocket;
    const EVENTS: TransportKind = TransportKind::EventStream;

    /// Returns the transports tried in turn while nothing works.
    fn tried(mut policy: TransportPolicy, count: usize) -> Vec<TransportKind> {
        (0..count)
            .map(|_| {
                let next = policy.next();
                policy.failed();
                next
            })
            .collect()
    }

    #[test]
    fn after_two_failures_the_transports_alternate() {
        assert_eq!(
            tried(TransportPolicy::default(), 6),
            [SOCKET, SOCKET, EVENTS, SOCKET, EVENTS, SOCKET]
        );
    }

    #[test]
    fn the_last_working_transport_is_tried_first() {
        let mut policy = TransportPolicy::default();
        policy.welcomed(EVENTS, Timestamp(0));
        assert_eq!(tried(policy.clone(), 4), [EVENTS, EVENTS, SOCKET, EVENTS]);
        policy.welcomed(SOCKET, Timestamp(0));
        assert_eq!(tried(policy, 3), [SOCKET, SOCKET, EVENTS]);
    }

    #[test]
    fn one_handshake_that_hangs_switches_the_transport() {
        let mut policy = TransportPolicy::default();
        policy.hung();
        policy.failed();
        assert_eq!(policy.next(), EVENTS);
    }

    #[test]
    fn websocket_is_tried_again_soon_and_then_every_five_minutes() {
        let mut policy = TransportPolicy::default();
        assert!(!policy.is_probe_due(Timestamp(i64::MAX)));
        policy.welcomed(EVENTS, Timestamp(0));
        assert!(!policy.is_probe_due(Timestamp(4_999)));
        assert!(policy.is_probe_due(Timestamp(5_000)));
        policy.probed(Timestamp(5_000));
        assert!(!policy.is_probe_due(Timestamp(304_999)));
        assert!(policy.is_probe_due(Timestamp(305_000)));
    }

    #[test]
    fn another_network_brings_an_earlier_probe_but_a_new_welcome_does_not() {
        let mut policy = TransportPolicy::default();
        policy.welcomed(EVENTS, Timestamp(0));
        policy.probed(Timestamp(5_000));
        policy.welcomed(EVENTS, Timestamp(10_000));
        assert!(!policy.is_probe_due(Timestamp(304_999)));
        policy.network_changed(Timestamp(20_000));
        assert!(policy.is_probe_due(Timestamp(20_000)));
    }

    #[test]
    fn over_websocket_nothing_is_probed() {
        let mut policy = TransportPolicy::default();
        policy.welcomed(EVENTS, Timestamp(0));
        policy.welcomed(SOCKET, Timestamp(1_000));
        policy.network_changed(Timestamp(2_000));
        assert!(!policy.is_probe_due(Timestamp(i64::MAX)));
    }
}
