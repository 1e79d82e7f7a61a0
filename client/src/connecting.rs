//! Life of the connection: opening, heartbeat, loss and reconnecting.

use crate::{Action, Client, ConnectionState, TransportKind, backoff_ms};
use protocol::{ClientFrame, CommandId, Control, Timestamp};

impl Client {
    /// Returns the transport for the next connection.
    pub fn transport(&self) -> TransportKind {
        self.transport_policy.next()
    }

    /// The connection was opened. Returns the `hello` to send.
    pub fn opened(&mut self, now: Timestamp) -> Vec<Action> {
        self.transport = self.transport_policy.next();
        self.heartbeat.opened(now);
        vec![Action::Transmit(self.hello())]
    }

    /// A WebSocket has replaced the connection. The client catches up over it, and shows no trouble meanwhile.
    pub fn switched_to_websocket(&mut self, now: Timestamp) -> Vec<Action> {
        self.connection_lost();
        self.connection = ConnectionState::Connecting;
        self.transport = TransportKind::WebSocket;
        self.heartbeat.opened(now);
        vec![Action::Transmit(self.hello())]
    }

    pub(crate) fn hello(&mut self) -> ClientFrame {
        self.resyncing = false;
        ClientFrame::Control(Control::Hello {
            epoch: Some(self.state.epoch),
            cursors: self.state.cursors.clone(),
        })
    }

    /// The connection was lost, or could not be opened. `random` is in 0..1, so that clients do not reconnect all at once.
    pub fn closed(&mut self, online: bool, random: f64) -> Vec<Action> {
        self.connection_lost();
        self.typing.clear();
        self.presence.clear();
        if !online {
            self.connection = ConnectionState::Offline;
            return Vec::new();
        }
        if matches!(
            self.connection,
            ConnectionState::Connecting | ConnectionState::Reconnecting
        ) {
            self.transport_policy.failed();
        }
        // A new page reports no trouble before it has tried both transports.
        if self.connection != ConnectionState::Connecting || !self.transport_policy.is_new() {
            self.connection = ConnectionState::Reconnecting;
        }
        self.attempts += 1;
        let attempt = if self.transport_policy.has_just_switched() {
            1
        } else {
            self.attempts
        };
        vec![Action::ConnectIn(backoff_ms(attempt, random))]
    }

    /// The driver is about to close a connection that was not welcomed in time.
    pub fn hung(&mut self) {
        self.transport_policy.hung();
    }

    /// Marks what was sent and not acknowledged to be sent again. It may have arrived; the server does it once.
    pub(crate) fn connection_lost(&mut self) {
        self.outbox.connection_lost();
        self.commands.connection_lost();
        self.presence.connection_lost();
        self.attention.connection_lost();
    }

    /// The network is back, or the person has returned to the tab: reconnects without waiting any longer.
    pub fn wake(&mut self, now: Timestamp) -> Vec<Action> {
        match self.connection {
            ConnectionState::Live => self.ping_if_idle(now),
            ConnectionState::Connecting => Vec::new(),
            ConnectionState::Reconnecting | ConnectionState::Offline => {
                self.connection = ConnectionState::Reconnecting;
                vec![Action::Connect]
            }
        }
    }

    /// The browser reports a network, perhaps another one.
    pub fn network_changed(&mut self, now: Timestamp) -> Vec<Action> {
        self.transport_policy.network_changed(now);
        self.wake(now)
    }

    /// The browser reports that there is no network.
    pub fn offline(&mut self) -> Vec<Action> {
        self.connection_lost();
        self.connection = ConnectionState::Offline;
        vec![Action::Disconnect]
    }

    /// Keeps the heartbeat, and forgets who has stopped typing. Call it about once a second.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Action> {
        self.typing.expire(now);
        if !self.is_live() {
            return Vec::new();
        }
        if self.heartbeat.is_dead(now) {
            return vec![Action::Disconnect];
        }
        let mut actions = Vec::new();
        if self.transport_policy.is_probe_due(now) {
            self.transport_policy.probed(now);
            actions.push(Action::Probe);
        }
        if self.heartbeat.is_due(now) {
            actions.extend(self.ping(now));
        }
        actions
    }

    /// Returns whether [`Client::tick`] would change anything, so that a tick need not redraw the interface.
    pub fn needs_tick(&self, now: Timestamp) -> bool {
        let due = self.heartbeat.is_dead(now)
            || self.heartbeat.is_due(now)
            || self.transport_policy.is_probe_due(now);
        (self.is_live() && due) || self.typing.expires(now)
    }

    pub(crate) fn ping_if_idle(&mut self, now: Timestamp) -> Vec<Action> {
        if self.heartbeat.is_idle(now) {
            self.ping(now)
        } else {
            Vec::new()
        }
    }

    pub(crate) fn ping(&mut self, now: Timestamp) -> Vec<Action> {
        self.heartbeat.pinged(now);
        self.pings += 1;
        let id = CommandId::Number(self.pings);
        vec![Action::Transmit(ClientFrame::Control(Control::Ping { id }))]
    }
}
