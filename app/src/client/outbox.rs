use crate::{
    model::{ClientId, MessageId, RoomId, Timestamp, UserId},
    protocol::{ClientFrame, CommandId, Event, EventKind},
};
use serde::{Deserialize, Serialize};

/// A message that its sender has written and the server has not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub client_id: ClientId,
    pub room: RoomId,
    pub body: String,
    /// The message whose text this takes the place of; none for a new message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<MessageId>,
    /// When it was written, by the browser's clock.
    pub at: Timestamp,
    #[serde(default)]
    pub state: PendingState,
}

/// How far a pending message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingState {
    /// Waits for its turn or for the connection.
    #[default]
    Waiting,
    /// Sent, not yet acknowledged.
    InFlight,
    /// Refused for good, with what the server said of it.
    Refused(String),
}

impl PendingState {
    /// Nothing is in flight on a connection that is gone.
    fn at_rest(self) -> Self {
        match self {
            Self::InFlight => Self::Waiting,
            state => state,
        }
    }
}

/// The messages that are not acknowledged yet, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    pending: Vec<Pending>,
}

impl Outbox {
    /// A UUIDv7 begins with its time, so that sorting by `client_id` is sorting by when it was written.
    pub(super) fn restore(&mut self, kept: Vec<Pending>) {
        for pending in kept {
            let id = pending.client_id;
            if let Err(place) = self
                .pending
                .binary_search_by(|known| known.client_id.cmp(&id))
            {
                self.pending.insert(
                    place,
                    Pending {
                        state: pending.state.at_rest(),
                        ..pending
                    },
                );
            }
        }
    }

    /// The new messages of one room.
    pub fn in_room(&self, room: RoomId) -> impl Iterator<Item = &Pending> {
        self.pending
            .iter()
            .filter(move |pending| pending.room == room && pending.edits.is_none())
    }

    /// The newest text that is to take the place of a message's own.
    pub fn edit_of(&self, message: MessageId) -> Option<&Pending> {
        self.pending
            .iter()
            .rfind(|pending| pending.edits == Some(message))
    }

    pub(super) fn push(&mut self, pending: Pending) {
        self.pending.push(pending);
    }

    /// The next message to send, if none is in flight.
    pub(super) fn next(&mut self) -> Option<ClientFrame> {
        if self
            .pending
            .iter()
            .any(|pending| pending.state == PendingState::InFlight)
        {
            return None;
        }
        let next = self
            .pending
            .iter_mut()
            .find(|pending| pending.state == PendingState::Waiting)?;
        next.state = PendingState::InFlight;
        Some(frame(next))
    }

    /// Whatever was in flight may or may not have arrived: it is sent again, and the server keeps it once.
    pub(super) fn link_lost(&mut self) {
        for pending in &mut self.pending {
            pending.state = std::mem::take(&mut pending.state).at_rest();
        }
    }

    pub(super) fn acked(&mut self, id: &CommandId) -> Option<Pending> {
        let at = self.position(id)?;
        Some(self.pending.remove(at))
    }

    /// Events that tell that a message arrived do so as well as its ack: the ack may have been lost.
    pub(super) fn delivered(&mut self, events: &[Event], me: UserId) -> Vec<ClientId> {
        let mut delivered = Vec::new();
        for event in events {
            if let EventKind::MessageCreated { message } = &event.kind
                && message.author == me
                && self.remove(message.client_id)
            {
                delivered.push(message.client_id);
            }
        }
        delivered
    }

    /// Puts a message back that the server was too busy for. Returns whether the command was one of ours.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.position(id)
            .map(|at| self.pending[at].state = PendingState::Waiting)
            .is_some()
    }

    pub(super) fn refuse(&mut self, id: &CommandId, why: String) -> Option<Pending> {
        let at = self.position(id)?;
        self.pending[at].state = PendingState::Refused(why);
        Some(self.pending[at].clone())
    }

    pub(super) fn try_again(&mut self, id: ClientId) -> Option<Pending> {
        let pending = self
            .pending
            .iter_mut()
            .find(|pending| pending.client_id == id)?;
        pending.state = PendingState::Waiting;
        Some(pending.clone())
    }

    pub(super) fn remove(&mut self, id: ClientId) -> bool {
        let before = self.pending.len();
        self.pending.retain(|pending| pending.client_id != id);
        self.pending.len() < before
    }

    fn position(&self, id: &CommandId) -> Option<usize> {
        self.pending
            .iter()
            .position(|pending| command_id(pending.client_id) == *id)
    }
}

pub(super) fn frame(pending: &Pending) -> ClientFrame {
    let id = command_id(pending.client_id);
    let body = pending.body.clone();
    match pending.edits {
        Some(message) => ClientFrame::Edit { id, message, body },
        None => ClientFrame::Send {
            id,
            client_id: pending.client_id,
            room: pending.room,
            body,
        },
    }
}

fn command_id(id: ClientId) -> CommandId {
    CommandId::Text(id.to_string())
}
