//! Changes and their transaction.

use super::SimulatedDisk;
use crate::{live::connection::work::Acked, token::TokenHash};
use protocol::{
    Command, ErrorCode, Event, EventKind, RoomId, RoomKind, StreamId, Timestamp, UserId,
};

/// One atomic change of the disk.
#[derive(Clone, Debug)]
pub(crate) enum Change {
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

/// The answer to a change: what is acknowledged, or why it is refused.
pub(crate) type ChangeResult = Result<Acked, ErrorCode>;

/// A transaction.
pub(crate) struct Tx<'d> {
    pub(crate) disk: &'d mut SimulatedDisk,
    /// The time of the changes.
    pub(crate) at: Timestamp,
    /// Whether the unique index on sender and `client_id` exists.
    pub(crate) unique: bool,
    /// The events to publish after the commit.
    pub(crate) events: Vec<(StreamId, Event)>,
}

impl SimulatedDisk {
    pub(crate) fn begin(&mut self, at: Timestamp, unique: bool) -> Tx<'_> {
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
    pub(crate) fn apply(&mut self, change: &Change) -> ChangeResult {
        match change.clone() {
            Change::Command { user, command } => self.command(user, command),
            Change::CreateRoom { maker, kind } => Ok(self.create_room(maker, kind)),
            Change::AddMember { actor, room, user } => self.add_member(actor, room, user),
            Change::RemoveMember { actor, room, user } => self.remove_member(actor, room, user),
            Change::DeleteRoom { actor, room } => self.delete_room(actor, room),
            Change::Dismiss { room } => Ok(self.dismiss_some(room)),
            Change::SignIn { user, token } => {
                self.disk.sessions.insert(token, user);
                Ok(Acked::default())
            }
            Change::SignOut { token } => {
                self.disk.sessions.remove(&token);
                Ok(Acked::default())
            }
        }
    }

    fn command(&mut self, user: UserId, command: Command) -> ChangeResult {
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
            | Command::Unknown => Ok(Acked::default()),
            Command::Draft { draft } => self.keep_draft(user, draft),
        }
    }

    pub(crate) fn require(&self, room: RoomId, user: UserId) -> Result<(), ErrorCode> {
        if self.disk.is_member(room, user) {
            Ok(())
        } else {
            Err(ErrorCode::NotFound)
        }
    }

    /// Appends an event to a stream.
    pub(crate) fn emit(&mut self, stream: StreamId, actor: UserId, kind: EventKind) -> Acked {
        let log = self.disk.logs.entry(stream).or_default();
        let event = Event {
            seq: log.head() + 1,
            at: self.at,
            actor,
            kind,
        };
        log.events.push(event.clone());
        let acked = Acked {
            stream: Some(stream),
            seq: Some(event.seq),
            ..Acked::default()
        };
        self.events.push((stream, event));
        acked
    }
}
