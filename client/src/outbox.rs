use super::{Action, OutboxChange};
use protocol::{
    Attachment, ClientFrame, ClientId, CommandId, Conversation, Event, EventKind, MessageId,
    RoomId, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// A message that its sender has written and the server has not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingMessage {
    pub client_id: ClientId,
    pub room: RoomId,
    pub body: String,
    /// Files that are on the server already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The message whose text this takes the place of; none for a new message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<MessageId>,
    /// The root of the thread that it is a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// When it was written, by the browser's clock.
    pub at: Timestamp,
    #[serde(default)]
    pub state: PendingState,
}

/// How far a pending message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingState {
    /// Not in storage yet: it must not be sent.
    New,
    /// Kept. Waits for its turn or for the connection.
    #[default]
    Waiting,
    /// Sent, not yet acknowledged.
    InFlight,
    /// Refused for good, with what the server said of it.
    Refused(String),
}

impl PendingState {
    fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl PendingMessage {
    /// As storage and the other tabs know it: to them it is kept, and nothing is in flight.
    fn at_rest(mut self) -> Self {
        if !self.state.is_refused() {
            self.state = PendingState::Waiting;
        }
        self
    }
}

/// How many messages are remembered that are over.
const OVER: usize = 256;

/// The messages that are not acknowledged yet, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    /// A UUIDv7 begins with its time, so that sorting by `client_id` is sorting by when it was written.
    pending: Vec<PendingMessage>,
    /// Those that have arrived or were discarded last: news of them may come late.
    over: Vec<ClientId>,
}

impl Outbox {
    /// What comes from storage is kept; what is known already stays as it is.
    pub(super) fn restore(&mut self, kept: Vec<PendingMessage>) {
        for pending in kept {
            self.insert(pending.at_rest());
        }
    }

    /// Whether storage holds anything that is not here.
    pub(super) fn is_missing(&self, kept: &[PendingMessage]) -> bool {
        kept.iter().any(|pending| {
            let id = pending.client_id;
            self.place(id).is_err() && !self.over.contains(&id)
        })
    }

    /// The new messages of a conversation. A reply that was refused counts among the room's as well: its thread may be
    /// gone, and its text is not to be lost.
    pub fn within(&self, at: impl Into<Conversation>) -> impl Iterator<Item = &PendingMessage> {
        let Conversation { room, thread } = at.into();
        self.pending.iter().filter(move |pending| {
            let here = pending.reply_to == thread || thread.is_none() && pending.state.is_refused();
            pending.room == room && pending.edits.is_none() && here
        })
    }

    /// The texts that were to take the place of a message's own in a room, and were refused.
    pub fn refused_edits(
        &self,
        room: RoomId,
    ) -> impl Iterator<Item = (MessageId, &PendingMessage)> {
        self.pending
            .iter()
            .filter(move |pending| pending.room == room && pending.state.is_refused())
            .filter_map(|pending| pending.edits.map(|message| (message, pending)))
    }

    /// The newest text that is to take the place of a message's own.
    pub fn edit_of(&self, message: MessageId) -> Option<&PendingMessage> {
        self.pending
            .iter()
            .rfind(|pending| pending.edits == Some(message))
    }

    /// The rooms that it holds messages for; one may come more than once.
    pub fn rooms(&self) -> impl Iterator<Item = RoomId> {
        self.pending.iter().map(|pending| pending.room)
    }

    /// The last message of all.
    pub fn newest(&self) -> Option<ClientId> {
        self.pending.last().map(|pending| pending.client_id)
    }

    /// Whether there is nothing to send.
    pub(super) fn is_idle(&self) -> bool {
        self.pending
            .iter()
            .all(|pending| pending.state.is_refused())
    }

    fn place(&self, id: ClientId) -> Result<usize, usize> {
        self.pending
            .binary_search_by(|known| known.client_id.cmp(&id))
    }

    fn find(&mut self, id: ClientId) -> Option<&mut PendingMessage> {
        let place = self.place(id).ok()?;
        self.pending.get_mut(place)
    }

    fn insert(&mut self, pending: PendingMessage) {
        let place = self.place(pending.client_id);
        if let Err(place) = place
            && !self.over.contains(&pending.client_id)
        {
            self.pending.insert(place, pending);
        }
    }

    /// Takes a message in that is in nobody's storage yet.
    pub(super) fn write(&mut self, pending: PendingMessage) {
        self.insert(PendingMessage {
            state: PendingState::New,
            ..pending
        });
    }

    /// A message is in storage. Returns it as it is there.
    pub(super) fn kept(&mut self, id: ClientId) -> Option<PendingMessage> {
        let pending = self.find(id)?;
        if pending.state == PendingState::New {
            pending.state = PendingState::Waiting;
        }
        Some(pending.clone().at_rest())
    }

    /// Takes in how a message stands in another tab: what is being kept or sent here goes on.
    pub(super) fn merge(&mut self, pending: PendingMessage) {
        let pending = pending.at_rest();
        match self.find(pending.client_id) {
            Some(known) if known.state.is_refused() || pending.state.is_refused() => {
                *known = pending;
            }
            Some(_) => {}
            None => self.insert(pending),
        }
    }

    /// The next message to send, if none is in flight. One that is not kept yet lets none overtake it.
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
            .find(|pending| !pending.state.is_refused())
            .filter(|pending| pending.state == PendingState::Waiting)?;
        next.state = PendingState::InFlight;
        Some(frame(next))
    }

    /// Whatever was in flight may or may not have arrived: it is sent again, and the server keeps it once.
    pub(super) fn link_lost(&mut self) {
        for pending in &mut self.pending {
            if pending.state == PendingState::InFlight {
                pending.state = PendingState::Waiting;
            }
        }
    }

    pub(super) fn acked(&mut self, id: &CommandId) -> Option<PendingMessage> {
        let id = self.known(id)?.client_id;
        self.take(id)
    }

    /// Events that tell that a message arrived do so as well as its ack: the ack may have been lost.
    pub(super) fn delivered(&mut self, events: &[Event], me: UserId) -> Vec<Action> {
        let mut delivered = Vec::new();
        for event in events {
            if let EventKind::MessageCreated { message } = &event.kind
                && message.author == me
                && self.remove(message.client_id)
            {
                let client_id = message.client_id;
                delivered.push(Action::Forget(client_id));
                delivered.push(Action::Broadcast(OutboxChange::Acked {
                    client_id,
                    seq: message.seq,
                    message: message.id,
                }));
            }
        }
        delivered
    }

    /// Puts a message back that the server cannot take now. Returns whether the command was one of ours.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.known(id)
            .map(|pending| pending.state = PendingState::Waiting)
            .is_some()
    }

    pub(super) fn refuse(&mut self, id: &CommandId, why: String) -> Option<PendingMessage> {
        let pending = self.known(id)?;
        pending.state = PendingState::Refused(why);
        Some(pending.clone())
    }

    /// Takes the mark from a message that was refused. Returns it as it is to be kept.
    pub(super) fn try_again(&mut self, id: ClientId) -> Option<PendingMessage> {
        let pending = self.find(id).filter(|pending| pending.state.is_refused())?;
        pending.state = PendingState::New;
        Some(pending.clone().at_rest())
    }

    /// Takes a message out that is over. Returns whether it was there.
    pub(super) fn remove(&mut self, id: ClientId) -> bool {
        self.take(id).is_some()
    }

    pub(super) fn take(&mut self, id: ClientId) -> Option<PendingMessage> {
        if !self.over.contains(&id) {
            self.over.push(id);
            let excess = self.over.len().saturating_sub(OVER);
            self.over.drain(..excess);
        }
        let place = self.place(id).ok()?;
        Some(self.pending.remove(place))
    }

    /// The message that a command sent.
    fn known(&mut self, id: &CommandId) -> Option<&mut PendingMessage> {
        self.pending
            .iter_mut()
            .find(|pending| command_id(pending.client_id) == *id)
    }
}

pub(super) fn frame(pending: &PendingMessage) -> ClientFrame {
    let id = command_id(pending.client_id);
    let body = pending.body.clone();
    match pending.edits {
        Some(message) => ClientFrame::Edit { id, message, body },
        None => ClientFrame::Send {
            id,
            client_id: pending.client_id,
            room: pending.room,
            body,
            reply_to: pending.reply_to,
            attachments: pending.attachments.iter().map(|file| file.id).collect(),
        },
    }
}

fn command_id(id: ClientId) -> CommandId {
    CommandId::Text(id.to_string())
}
