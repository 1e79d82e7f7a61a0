//! One person's client in one browser tab: its state, and what it does about the server's frames.

use crate::{
    Action, ConnectionState, Outbox, TransportKind, Upload, WaitingSend,
    attention::AttentionTracker,
    commands::{Commands, read_id},
    connection::Heartbeat,
    offline::OfflineTimes,
    presence::PresenceTracker,
    state::State,
    transport::TransportPolicy,
    typing::Typing,
};
use protocol::{
    ClientFrame, Control, Conversation, Cursors, ErrorCode, Presence, RoomId, ServerFrame, Signal,
    Snapshot, StreamId, Timestamp, UserId,
};

/// One person's client in one browser tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    pub state: State,
    pub outbox: Outbox,
    pub connection: ConnectionState,
    /// The server's reason for refusing the last command, for the person to read once.
    pub notice: Option<String>,
    /// Files attached to messages that the person is writing, in all rooms and threads.
    pub uploads: Vec<Upload>,
    /// Messages that are sent once their files are uploaded, at most one in each conversation.
    pub(crate) waiting: Vec<WaitingSend>,
    pub(crate) commands: Commands,
    /// Threads whose next reply is also sent to the room.
    pub(crate) also_in_room: Vec<Conversation>,
    /// Rooms that were marked unread, here or on another device: they stay unread while the person looks at them.
    pub(crate) kept_unread: Vec<RoomId>,
    /// Whether this tab sends the outbox: see [`Client::become_sender`].
    pub(crate) sender: bool,
    pub(crate) typing: Typing,
    pub(crate) presence: PresenceTracker,
    pub(crate) attention: AttentionTracker,
    pub(crate) heartbeat: Heartbeat,
    pub(crate) transport_policy: TransportPolicy,
    /// The transport of the present connection.
    pub(crate) transport: TransportKind,
    /// Attempts to connect since the last welcome.
    pub(crate) attempts: u32,
    /// Pings sent, to number them.
    pub(crate) pings: u64,
    /// Whether the server was busy: nothing is sent until [`Client::retry`].
    pub(crate) backing_off: bool,
    /// Whether the server cannot save: it said so, and has not acknowledged anything since.
    pub cannot_save: bool,
    /// Whether the server has asked for a resync since the last `hello`: a snapshot is being fetched.
    pub(crate) resyncing: bool,
    /// The read position that was sent last on this connection. Its event may not have arrived yet.
    pub(crate) reading: Option<(RoomId, u64)>,
    /// The times of the offline copy that the client shows, until it is connected.
    pub(crate) offline: Option<OfflineTimes>,
}

impl Client {
    /// Creates a client from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            state: State::new(snapshot),
            outbox: Outbox::default(),
            connection: ConnectionState::Connecting,
            notice: None,
            uploads: Vec::new(),
            waiting: Vec::new(),
            also_in_room: Vec::new(),
            commands: Commands::default(),
            kept_unread: Vec::new(),
            sender: false,
            typing: Typing::default(),
            presence: PresenceTracker::default(),
            attention: AttentionTracker::default(),
            heartbeat: Heartbeat::default(),
            transport_policy: TransportPolicy::default(),
            transport: TransportKind::WebSocket,
            attempts: 0,
            pings: 0,
            backing_off: false,
            cannot_save: false,
            resyncing: false,
            reading: None,
            offline: None,
        }
    }

    /// Returns whether the connection is open and was welcomed.
    pub fn is_live(&self) -> bool {
        matches!(self.connection, ConnectionState::Live)
    }

    /// Processes a frame from the server.
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
                self.typing.messages_arrived(&events);
                self.keep_unread_if_moved_back(&events);
                if stream == StreamId::User(self.state.me.id) {
                    // The position may have moved back since.
                    self.reading = None;
                }
                let applied = self.state.apply(stream, events);
                self.commands.remove_confirmed(&self.state.cursors);
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
                self.presence.update(all, active, away, &offline);
                Vec::new()
            }
            ServerFrame::Signal(Signal::Notification(notification)) => {
                vec![Action::Alert(notification)]
            }
            ServerFrame::Resync { .. } => {
                self.resyncing = true;
                vec![Action::Resync]
            }
            ServerFrame::Signal(Signal::Unknown) | ServerFrame::Pong { .. } => Vec::new(),
        }
    }

    /// Records whether the server can save. A refused read position does not count: unlike other commands it is not sent
    /// again, so its ack would not come.
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
        self.heartbeat.set_interval(heartbeat_ms);
        self.transport_policy.welcomed(self.transport, now);
        self.attempts = 0;
        self.reading = None;
        self.connection = ConnectionState::Live;
        self.offline = None;
        self.retry()
    }

    /// Replaces the state after a resync; the outbox stays. A snapshot that was fetched for an earlier connection is
    /// ignored once the present one has said `hello`.
    pub fn reset(&mut self, snapshot: Snapshot) -> Vec<Action> {
        if snapshot.me.id != self.state.me.id {
            return vec![Action::Reload];
        }
        if !self.resyncing {
            return Vec::new();
        }
        self.state = State::new(snapshot);
        self.commands.remove_confirmed(&self.state.cursors);
        vec![Action::Transmit(self.hello())]
    }

    /// Tells the server that the person is typing in a conversation.
    pub fn notify_typing(&mut self, conversation: Conversation) -> Vec<Action> {
        let Conversation { room, thread } = conversation;
        if self.is_live() {
            vec![Action::Transmit(ClientFrame::Control(Control::Typing {
                room,
                thread,
            }))]
        } else {
            Vec::new()
        }
    }

    /// Returns the names of the people who are typing in a conversation.
    pub fn typing_in(&self, conversation: Conversation) -> Vec<String> {
        self.typing
            .within(conversation)
            .map(|user| self.state.name_of(user).to_owned())
            .collect()
    }

    /// Returns a person's presence: everyone is offline while there is no connection.
    pub fn presence_of(&self, user: UserId) -> Presence {
        self.presence.of(user)
    }

    /// Sets whether the person is active on this device, and tells the server if it does not know. Call it after a welcome
    /// and on every change.
    pub fn set_active(&mut self, active: bool) -> Vec<Action> {
        let news = self.presence.set_active(active);
        if !news || !self.is_live() {
            return Vec::new();
        }
        self.presence.sent();
        vec![Action::Transmit(ClientFrame::Control(Control::Presence {
            active,
        }))]
    }
}
