//! The life of the connection: opened, greeted, kept alive, lost, and tried again.

use super::{Action, Client, ConnectionState, Transport, backoff_ms};
use protocol::{ClientFrame, CommandId, Timestamp};

impl Client {
    /// What the next connection is to go over.
    pub fn transport(&self) -> Transport {
        self.choice.next()
    }

    /// The connection is open: say where this client stands.
    pub fn opened(&mut self, now: Timestamp) -> Vec<Action> {
        self.transport = self.choice.next();
        self.heartbeat.opened(now);
        vec![Action::Transmit(self.hello())]
    }

    /// A WebSocket has taken the place of the connection. The client catches up over it, without a word to anyone.
    pub fn switched_to_websocket(&mut self, now: Timestamp) -> Vec<Action> {
        self.link_lost();
        self.connection = ConnectionState::Connecting;
        self.transport = Transport::WebSocket;
        self.heartbeat.opened(now);
        vec![Action::Transmit(self.hello())]
    }

    pub(super) fn hello(&mut self) -> ClientFrame {
        self.resyncing = false;
        ClientFrame::Hello {
            epoch: Some(self.state.epoch),
            cursors: self.state.cursors.clone(),
        }
    }

    /// The connection is gone, or could not be opened. `random` is in 0..1 and spreads a crowd's return.
    pub fn closed(&mut self, online: bool, random: f64) -> Vec<Action> {
        self.link_lost();
        self.typing.clear();
        self.attendance.clear();
        if !online {
            self.connection = ConnectionState::Offline;
            return Vec::new();
        }
        if matches!(
            self.connection,
            ConnectionState::Connecting | ConnectionState::Reconnecting
        ) {
            self.choice.failed();
        }
        // A page that is new says nothing before it has tried both transports.
        if self.connection != ConnectionState::Connecting || !self.choice.is_new() {
            self.connection = ConnectionState::Reconnecting;
        }
        self.attempts += 1;
        let attempt = if self.choice.turns() {
            1
        } else {
            self.attempts
        };
        vec![Action::ConnectIn(backoff_ms(attempt, random))]
    }

    /// The connection is about to be closed since it was not welcomed in time.
    pub fn hung(&mut self) {
        self.choice.hung();
    }

    /// Whatever was on its way may or may not have arrived: it is sent again, and the server does it once.
    pub(super) fn link_lost(&mut self) {
        self.outbox.link_lost();
        self.commands.link_lost();
        self.attendance.link_lost();
    }

    /// The browser says that it has a network again, or the person has come back to the tab: do not wait any longer.
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

    /// The browser says that it has a network, perhaps another one.
    pub fn network_changed(&mut self, now: Timestamp) -> Vec<Action> {
        self.choice.network_changed(now);
        self.wake(now)
    }

    /// The browser says that it has no network.
    pub fn offline(&mut self) -> Vec<Action> {
        self.link_lost();
        self.connection = ConnectionState::Offline;
        vec![Action::Disconnect]
    }

    /// Time has passed: keep the heartbeat, and forget who has stopped typing. Call it about once a second.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Action> {
        self.typing.expire(now);
        if !self.is_live() {
            return Vec::new();
        }
        if self.heartbeat.is_dead(now) {
            return vec![Action::Disconnect];
        }
        let mut actions = Vec::new();
        if self.choice.is_probe_due(now) {
            self.choice.probed(now);
            actions.push(Action::Probe);
        }
        if self.heartbeat.is_due(now) {
            actions.extend(self.ping(now));
        }
        actions
    }

    /// Whether [`Client::tick`] would change anything: telling the time need not wake the whole interface.
    pub fn needs_tick(&self, now: Timestamp) -> bool {
        let due = self.heartbeat.is_dead(now)
            || self.heartbeat.is_due(now)
            || self.choice.is_probe_due(now);
        (self.is_live() && due) || self.typing.expires(now)
    }

    pub(super) fn ping_if_idle(&mut self, now: Timestamp) -> Vec<Action> {
        if self.heartbeat.is_idle(now) {
            self.ping(now)
        } else {
            Vec::new()
        }
    }

    pub(super) fn ping(&mut self, now: Timestamp) -> Vec<Action> {
        self.heartbeat.pinged(now);
        self.pings += 1;
        vec![Action::Transmit(ClientFrame::Ping {
            id: CommandId::Number(self.pings),
        })]
    }
}
