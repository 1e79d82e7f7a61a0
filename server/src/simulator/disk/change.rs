//! Changes and their transaction.

use super::SimulatedDisk;
use crate::token::TokenHash;
use protocol::{
    Command, ErrorCode, Event, EventKind, Message, MessageId, RoomId, RoomKind, StreamId,
    Timestamp, UserId,
};

/// One atomic change of the disk.
#[derive(Clone, Debug)]
pub(in super::super) enum Change {
    Command {
        user: UserId,
        command: Command,
    },
    CreateRoom {
        maker: UserId,
        kind: RoomKind,
    },
    AddMember {
        actor: UserId,
        room: RoomId,
        user: UserId,
    },
    RemoveMember {
        actor: UserId,
        room: RoomId,
        user: UserId,
    },
    DeleteRoom {
        actor: UserId,
        room: RoomId,
    },
    /// Tells some members of a deleted room.
    Dismiss {
        room: RoomId,
    },
    SignIn {
        user: UserId,
        token: TokenHash,
    },
    SignOut {
        token: TokenHash,
    },
}

/// The result of a change, for an ack or the answer to a request.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Outcome {
    pub(in super::super) stream: Option<StreamId>,
    pub(in super::super) seq: Option<u64>,
    pub(in super::super) message: Option<MessageId>,
}

pub(super) type Made = Result<Outcome, ErrorCode>;

/// A transaction.
pub(in super::super) struct Tx<'d> {
    pub(super) disk: &'d mut SimulatedDisk,
    /// The time of the changes.
    pub(super) at: Timestamp,
    /// Whether the unique index on sender and `client_id` exists.
    pub(super) unique: bool,
    /// The events to publish after the commit.
    pub(in super::super) events: Vec<(StreamId, Event)>,
}

impl SimulatedDisk {
    pub(in super::super) fn begin(&mut self, at: Timestamp, unique: bool) -> Tx<'_> {
        Tx {
            disk: self,
            at,
            unique,
            events: Vec::new(),
        }
    }
}

impl Tx<'_> {
    /// Makes a change, or refuses it without effect.
    pub(in super::super) fn apply(&mut self, change: &Change) -> Made {
        match change.clone() {
            Change::Command { user, command } => self.command(user, command),
            Change::CreateRoom { maker, kind } => Ok(self.create_room(maker, kind)),
            Change::AddMember { actor, room, user } => self.add_member(actor, room, user),
            Change::RemoveMember { actor, room, user } => self.remove_member(actor, room, user),
            Change::DeleteRoom { actor, room } => self.delete_room(actor, room),
            Change::Dismiss { room } => Ok(self.dismiss_some(room)),
            Change::SignIn { user, token } => {
                self.disk.sessions.insert(token, user);
                Ok(Outcome::default())
            }
            Change::SignOut { token } => {
                self.disk.sessions.remove(&token);
                Ok(Outcome::default())
            }
        }
    }

    fn command(&mut self, user: UserId, command: Command) -> Made {
        match command {
            Command::Send(message) => self.send(user, message),
            Command::Edit { message, body } => self.edit(user, message, body),
            Command::Delete { message } => self.delete(user, message),
            Command::React { message, emoji, on } => self.react(user, message, emoji, on),
            Command::Read { room, seq } => self.read(user, room, seq),
            Command::MarkUnread {
                room,
                thread: None,
                seq,
            } => self.mark_unread(user, room, seq),
            Command::MarkUnread { .. }
            | Command::ReadThread { .. }
            | Command::Follow { .. }
            | Command::Unknown => Ok(Outcome::default()),
            Command::Draft { draft } => self.keep_draft(user, draft),
        }
    }

    pub(super) fn require(&self, room: RoomId, user: UserId) -> Result<(), ErrorCode> {
        if self.disk.is_member(room, user) {
            Ok(())
        } else {
            Err(ErrorCode::NotFound)
        }
    }

    /// Appends an event to a stream.
    pub(super) fn emit(&mut self, stream: StreamId, actor: UserId, kind: EventKind) -> Outcome {
        let log = self.disk.logs.entry(stream).or_default();
        let event = Event {
            seq: log.head() + 1,
            at: self.at,
            actor,
            kind,
        };
        log.events.push(event.clone());
        let outcome = Outcome {
            stream: Some(stream),
            seq: Some(event.seq),
            ..Outcome::default()
        };
        self.events.push((stream, event));
        outcome
    }
}

impl Outcome {
    pub(super) fn sent(message: &Message) -> Self {
        Self {
            stream: Some(StreamId::Room(message.room)),
            seq: Some(message.seq),
            message: Some(message.id),
        }
    }
}
