//! The client's side of the protocol: what to say when, and what to keep. It has no clock, randomness or I/O of its
//! own; whoever drives it hands those in and performs the [`Action`]s that it returns.

mod commands;
mod link;
mod outbox;
mod sending;
mod tabs;
mod transport;
mod typing;

pub use link::{Link, backoff_ms};
pub use outbox::{Outbox, Pending, PendingState};
pub use tabs::Notice;
pub use transport::Transport;

use crate::{
    model::{ClientId, RoomId, Snapshot, StreamId, Timestamp},
    protocol::{ClientFrame, CommandId, Cursors, ErrorCode, Event, EventKind, ServerFrame, Signal},
    state::State,
};
use commands::Commands;
use link::Heartbeat;
use transport::Choice;
use typing::Typing;

/// What the driver is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open a connection now, over [`Client::transport`].
    Connect,
    /// Open a connection after so many milliseconds, over [`Client::transport`].
    ConnectIn(u32),
    /// Try a WebSocket beside the connection that there is. Once one that was pinged has answered, put it in its place
    /// and call [`Client::went_over`].
    Probe,
    /// Close the connection: it is dead or no longer makes sense.
    Disconnect,
    /// Send a frame.
    Transmit(ClientFrame),
    /// Try the outbox again after so many milliseconds.
    RetryIn(u32),
    /// Write a message to durable storage, and then call [`Client::kept`]; also where the browser refuses to store.
    Keep(Pending),
    /// Take a message out of durable storage.
    Forget(ClientId),
    /// Tell the person's other tabs in this browser.
    Tell(Notice),
    /// Fetch a new snapshot and hand it to [`Client::reset`].
    Resync,
    /// Load the page anew: the browser's session is another person's by now.
    Reload,
}

/// One person's client in one browser tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    pub state: State,
    pub outbox: Outbox,
    pub link: Link,
    /// What the server has refused to do, for the person to read once.
    pub notice: String,
    commands: Commands,
    /// Rooms that were marked unread on purpose, here or on another device: looking on does not read them.
    held: Vec<RoomId>,
    /// Whether this tab is the one that sends: see [`Client::take_over`].
    sender: bool,
    typing: Typing,
    heartbeat: Heartbeat,
    choice: Choice,
    /// What the connection goes over that there is.
    transport: Transport,
    attempts: u32,
    pings: u64,
    /// The server was too busy: nothing is sent until the time of the [`Action::RetryIn`] comes.
    told_to_wait: bool,
    /// The server cannot save what is sent to it, and has not acknowledged anything since.
    pub cannot_save: bool,
    /// The server has called the cursors void since the last `hello`: a snapshot is on its way.
    resyncing: bool,
    /// The read position that was told last on this connection: its event may not have come back yet.
    reading: Option<(RoomId, u64)>,
}

impl Client {
    /// Starts from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            state: State::new(snapshot),
            outbox: Outbox::default(),
            link: Link::Connecting,
            notice: String::new(),
            commands: Commands::default(),
            held: Vec::new(),
            sender: false,
            typing: Typing::default(),
            heartbeat: Heartbeat::default(),
            choice: Choice::default(),
            transport: Transport::WebSocket,
            attempts: 0,
            pings: 0,
            told_to_wait: false,
            cannot_save: false,
            resyncing: false,
            reading: None,
        }
    }

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
    pub fn went_over(&mut self, now: Timestamp) -> Vec<Action> {
        self.link_lost();
        self.link = Link::Connecting;
        self.transport = Transport::WebSocket;
        self.heartbeat.opened(now);
        vec![Action::Transmit(self.hello())]
    }

    fn hello(&mut self) -> ClientFrame {
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
        if !online {
            self.link = Link::Offline;
            return Vec::new();
        }
        if matches!(self.link, Link::Connecting | Link::Reconnecting) {
            self.choice.failed();
        }
        // A page that is new says nothing before it has tried both transports.
        if self.link != Link::Connecting || !self.choice.is_new() {
            self.link = Link::Reconnecting;
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
    fn link_lost(&mut self) {
        self.outbox.link_lost();
        self.commands.link_lost();
    }

    /// The browser says that it has a network again, or the person has come back to the tab: do not wait any longer.
    pub fn wake(&mut self, now: Timestamp) -> Vec<Action> {
        match self.link {
            Link::Live => self.ping_if_idle(now),
            Link::Connecting => Vec::new(),
            Link::Reconnecting | Link::Offline => {
                self.link = Link::Reconnecting;
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
        self.link = Link::Offline;
        vec![Action::Disconnect]
    }

    /// Time has passed: keep the heartbeat, and forget who has stopped typing. Call it about once a second.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Action> {
        self.typing.expire(now);
        if self.link != Link::Live {
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
        (self.link == Link::Live && due) || self.typing.expires(now)
    }

    fn ping_if_idle(&mut self, now: Timestamp) -> Vec<Action> {
        if self.heartbeat.is_idle(now) {
            self.ping(now)
        } else {
            Vec::new()
        }
    }

    fn ping(&mut self, now: Timestamp) -> Vec<Action> {
        self.heartbeat.pinged(now);
        self.pings += 1;
        vec![Action::Transmit(ClientFrame::Ping {
            id: CommandId::Number(self.pings),
        })]
    }

    /// The server has spoken.
    pub fn received(&mut self, frame: ServerFrame, now: Timestamp) -> Vec<Action> {
        self.heartbeat.heard(now);
        self.note_saving(&frame);
        match frame {
            // Nothing of this person's may be sent in the name of another.
            ServerFrame::Welcome { user, .. } if user != self.state.me.id => vec![Action::Reload],
            ServerFrame::Welcome {
                streams,
                heartbeat_ms,
                ..
            } => self.welcomed(&streams, heartbeat_ms, now),
            ServerFrame::Events { stream, events } => {
                let mut actions = self.outbox.delivered(&events, self.state.me.id);
                self.typing.spoke(&events);
                self.hold_moved_back(&events);
                if stream == StreamId::User(self.state.me.id) {
                    // It may have moved back since.
                    self.reading = None;
                }
                let applied = self.state.apply(stream, events);
                self.commands.come(&self.state.cursors);
                if applied.is_err() {
                    actions.push(Action::Disconnect);
                } else {
                    actions.extend(self.next_send());
                }
                actions
            }
            ServerFrame::Ack {
                id,
                stream,
                seq,
                message,
            } => self.acked(&id, stream, seq, message),
            ServerFrame::Error {
                id,
                code,
                message,
                retry_ms,
            } => self.refused(id.as_ref(), code, message, retry_ms),
            ServerFrame::Signal(Signal::Typing { room, user }) => {
                if user != self.state.me.id {
                    self.typing.typed(room, user, now);
                }
                Vec::new()
            }
            ServerFrame::Resync { .. } => {
                self.resyncing = true;
                vec![Action::Resync]
            }
            ServerFrame::Signal(Signal::Unknown) | ServerFrame::Pong { .. } => Vec::new(),
        }
    }

    /// What was sent tells whether the server saves, since it is sent until it is acknowledged; a read position is not.
    fn note_saving(&mut self, frame: &ServerFrame) {
        match frame {
            ServerFrame::Error {
                id: Some(id),
                code: ErrorCode::CannotSave,
                ..
            } if *id != read_id() => self.cannot_save = true,
            ServerFrame::Ack { .. } | ServerFrame::Welcome { .. } => self.cannot_save = false,
            _ => {}
        }
    }

    fn welcomed(&mut self, streams: &Cursors, heartbeat_ms: u64, now: Timestamp) -> Vec<Action> {
        self.state.keep_streams(streams);
        self.heartbeat.every(heartbeat_ms);
        self.choice.welcomed(self.transport, now);
        self.attempts = 0;
        self.told_to_wait = false;
        self.reading = None;
        self.link = Link::Live;
        let mut actions = self.next_send();
        actions.extend(self.next_commands());
        actions
    }

    /// A read position that moves back was moved by the person, maybe on another device.
    fn hold_moved_back(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::ReadMoved { room, read_seq, .. } = event.kind
                && let Some(state) = self.state.rooms.get(&room)
                && read_seq < state.read_seq
            {
                self.hold(room);
            }
        }
    }

    fn hold(&mut self, room: RoomId) {
        if !self.held.contains(&room) {
            self.held.push(room);
        }
    }

    /// Whether the room was marked unread on purpose.
    pub fn holds_unread(&self, room: RoomId) -> bool {
        self.held.contains(&room)
    }

    /// The person has come to the room anew, or speaks in it: what they see there is read again.
    pub fn release(&mut self, room: RoomId) {
        self.held.retain(|held| *held != room);
    }

    /// Replaces the copy after a resync. What the person has written is not part of it and stays. A snapshot that was
    /// asked for on an earlier connection, and comes when this one has told where the client stands, is passed over.
    pub fn reset(&mut self, snapshot: Snapshot) -> Vec<Action> {
        if snapshot.me.id != self.state.me.id {
            return vec![Action::Reload];
        }
        if !self.resyncing {
            return Vec::new();
        }
        self.state = State::new(snapshot);
        self.commands.come(&self.state.cursors);
        vec![Action::Transmit(self.hello())]
    }

    /// The person has read the room up to its newest message.
    pub fn read(&mut self, room: RoomId) -> Vec<Action> {
        let Some(state) = self.state.rooms.get(&room) else {
            return Vec::new();
        };
        let seq = self
            .state
            .cursors
            .get(&StreamId::Room(room))
            .copied()
            .unwrap_or_default();
        let known = seq <= state.read_seq || self.reading == Some((room, seq));
        if self.link != Link::Live || state.unread() == 0 || known || self.holds_unread(room) {
            return Vec::new();
        }
        self.reading = Some((room, seq));
        vec![Action::Transmit(ClientFrame::Read {
            id: read_id(),
            room,
            seq,
        })]
    }

    /// The person is typing in a room.
    pub fn type_in(&mut self, room: RoomId) -> Vec<Action> {
        if self.link == Link::Live {
            vec![Action::Transmit(ClientFrame::Typing { room })]
        } else {
            Vec::new()
        }
    }

    /// The names of those who are typing in a room.
    pub fn typing_in(&self, room: RoomId) -> Vec<String> {
        self.typing
            .in_room(room)
            .map(|user| self.state.name_of(user).to_owned())
            .collect()
    }
}

fn read_id() -> CommandId {
    CommandId::Text("read".into())
}

#[cfg(test)]
mod tests;
