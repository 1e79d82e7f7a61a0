//! The client's side of the protocol: what to say when, and what to keep. It has no clock, randomness or I/O of its
//! own; whoever drives it hands those in and performs the [`Action`]s that it returns.

pub mod calendar;
mod commands;
mod connecting;
pub mod drafts;
mod link;
mod listing;
mod outbox;
mod presence;
pub mod previews;
mod reading;
pub mod rows;
mod sending;
pub mod state;
mod tabs;
mod threads;
mod transport;
mod typing;
mod uploads;

pub use link::{ConnectionState, backoff_ms};
pub use listing::Section;
pub use outbox::{Outbox, PendingMessage, PendingState};
pub use tabs::OutboxChange;
pub use transport::Transport;
pub use uploads::{Upload, UploadState};

use crate::state::State;
use commands::Commands;
use link::Heartbeat;
use presence::Attendance;
use protocol::{
    ClientFrame, ClientId, Conversation, Cursors, ErrorCode, RoomId, ServerFrame, Signal, Snapshot,
    StreamId, Timestamp,
};
use reading::read_id;
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
    /// and call [`Client::switched_to_websocket`].
    Probe,
    /// Close the connection: it is dead or no longer makes sense.
    Disconnect,
    /// Send a frame.
    Transmit(ClientFrame),
    /// Try the outbox again after so many milliseconds.
    RetryIn(u32),
    /// Write a message to durable storage, and then call [`Client::kept`]; also where the browser refuses to store.
    Keep(PendingMessage),
    /// Take a message out of durable storage.
    Forget(ClientId),
    /// Tell the person's other tabs in this browser.
    Broadcast(OutboxChange),
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
    pub connection: ConnectionState,
    /// What the server has refused to do, for the person to read once.
    pub notice: String,
    /// What is attached to what the person writes, in every room and thread.
    pub uploads: Vec<Upload>,
    commands: Commands,
    /// Rooms that were marked unread on purpose, here or on another device: looking on does not read them.
    held: Vec<RoomId>,
    /// Whether this tab is the one that sends: see [`Client::become_sender`].
    sender: bool,
    typing: Typing,
    attendance: Attendance,
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
            connection: ConnectionState::Connecting,
            notice: String::new(),
            uploads: Vec::new(),
            commands: Commands::default(),
            held: Vec::new(),
            sender: false,
            typing: Typing::default(),
            attendance: Attendance::default(),
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

    /// Returns whether the connection is open and was welcomed.
    pub fn is_live(&self) -> bool {
        matches!(self.connection, ConnectionState::Live)
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
            ServerFrame::Signal(Signal::Typing { room, thread, user }) => {
                if user != self.state.me.id {
                    self.typing.typed(Conversation { room, thread }, user, now);
                }
                Vec::new()
            }
            ServerFrame::Signal(Signal::Presence {
                all,
                active,
                away,
                offline,
            }) => {
                self.attendance.heard(all, active, away, &offline);
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
        self.connection = ConnectionState::Live;
        let mut actions = self.next_send();
        actions.extend(self.next_commands());
        actions
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

    /// The person is typing.
    pub fn notify_typing(&mut self, at: Conversation) -> Vec<Action> {
        let Conversation { room, thread } = at;
        if self.is_live() {
            vec![Action::Transmit(ClientFrame::Typing { room, thread })]
        } else {
            Vec::new()
        }
    }

    /// The names of those who are typing in a conversation.
    pub fn typing_in(&self, at: Conversation) -> Vec<String> {
        self.typing
            .within(at)
            .map(|user| self.state.name_of(user).to_owned())
            .collect()
    }
}

#[cfg(test)]
mod tests;
