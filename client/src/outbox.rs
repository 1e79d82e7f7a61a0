//! The outbox: messages that the server has not acknowledged yet.

use crate::{
    action::{Action, OutboxChange},
    pending::{PendingMessage, PendingState},
};
use protocol::{
    ClientFrame, ClientId, Command, CommandId, Conversation, Event, EventKind, MessageId,
    NewMessage, RoomId, UserId,
};

/// Number of finished messages that are remembered.
const FINISHED: usize = 256;

/// Messages that are not acknowledged yet, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    /// Sorted by `client_id`. A UUIDv7 begins with its time, so this is the order of writing.
    pending: Vec<PendingMessage>,
    /// The messages that arrived or were discarded last: changes from other tabs may come late and must not bring them back.
    finished: Vec<ClientId>,
}

impl Outbox {
    /// Adds the messages from storage that are not known yet.
    pub(super) fn restore(&mut self, kept: Vec<PendingMessage>) {
        for pending in kept {
            self.insert(pending.at_rest());
        }
    }

    /// Returns whether storage holds a message that is not known here.
    pub(super) fn is_missing(&self, kept: &[PendingMessage]) -> bool {
        kept.iter().any(|pending| {
            let id = pending.client_id;
            self.place(id).is_err() && !self.finished.contains(&id)
        })
    }

    /// Returns the new messages of a conversation. Among the room's are replies that are also sent to it, and refused ones:
    /// their thread may be gone, and their text must not be lost.
    pub fn within(
        &self,
        conversation: impl Into<Conversation>,
    ) -> impl Iterator<Item = &PendingMessage> {
        let Conversation { room, thread } = conversation.into();
        self.pending.iter().filter(move |pending| {
            let in_room = pending.also_in_room || pending.state.is_refused();
            let here = pending.reply_to == thread || thread.is_none() && in_room;
            pending.room == room && pending.edits.is_none() && here
        })
    }

    /// Returns the refused edits in a room, with the messages that they were for.
    pub fn refused_edits(
        &self,
        room: RoomId,
    ) -> impl Iterator<Item = (MessageId, &PendingMessage)> {
        self.pending
            .iter()
            .filter(move |pending| pending.room == room && pending.state.is_refused())
            .filter_map(|pending| pending.edits.map(|message| (message, pending)))
    }

    /// Returns the newest edit of a message.
    pub fn edit_of(&self, message: MessageId) -> Option<&PendingMessage> {
        self.pending
            .iter()
            .rfind(|pending| pending.edits == Some(message))
    }

    /// Returns the room of each message; a room may occur more than once.
    pub fn rooms(&self) -> impl Iterator<Item = RoomId> {
        self.pending.iter().map(|pending| pending.room)
    }

    /// Returns the newest message.
    pub fn newest(&self) -> Option<ClientId> {
        self.pending.last().map(|pending| pending.client_id)
    }

    /// Returns whether there is nothing to send.
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
            && !self.finished.contains(&pending.client_id)
        {
            self.pending.insert(place, pending);
        }
    }

    /// Adds a message that is not in storage yet.
    pub(super) fn write(&mut self, pending: PendingMessage) {
        self.insert(PendingMessage {
            state: PendingState::New,
            ..pending
        });
    }

    /// Marks a message as stored, and returns it as it is in storage.
    pub(super) fn kept(&mut self, id: ClientId) -> Option<PendingMessage> {
        let pending = self.find(id)?;
        if pending.state == PendingState::New {
            pending.state = PendingState::Waiting;
        }
        Some(pending.clone().at_rest())
    }

    /// Applies the state of a message in another tab. A message that is being stored or sent here is not interrupted.
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

    /// Returns the next message to send, if none is in flight. None overtakes one that is not in storage yet.
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
        Some(ClientFrame::Command {
            id: command_id(next.client_id),
            command: command(next),
        })
    }

    /// Marks the message in flight to be sent again. It may have arrived; the server stores it once.
    pub(super) fn connection_lost(&mut self) {
        for pending in &mut self.pending {
            if pending.state == PendingState::InFlight {
                pending.state = PendingState::Waiting;
            }
        }
    }

    pub(super) fn acked(&mut self, id: &CommandId) -> Option<PendingMessage> {
        let id = self.sent_by(id)?.client_id;
        self.take(id)
    }

    /// Removes the messages that events confirm: their acks may have been lost.
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

    /// Marks a message to be sent again: the server was busy. Returns `false` if the command sent none of these messages.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.sent_by(id)
            .map(|pending| pending.state = PendingState::Waiting)
            .is_some()
    }

    pub(super) fn refuse(&mut self, id: &CommandId, why: String) -> Option<PendingMessage> {
        let pending = self.sent_by(id)?;
        pending.state = PendingState::Refused(why);
        Some(pending.clone())
    }

    /// Marks a refused message as new, and returns it as it is to be stored.
    pub(super) fn try_again(&mut self, id: ClientId) -> Option<PendingMessage> {
        let pending = self.find(id).filter(|pending| pending.state.is_refused())?;
        pending.state = PendingState::New;
        Some(pending.clone().at_rest())
    }

    /// Removes a finished message. Returns whether it was there.
    pub(super) fn remove(&mut self, id: ClientId) -> bool {
        self.take(id).is_some()
    }

    pub(super) fn take(&mut self, id: ClientId) -> Option<PendingMessage> {
        if !self.finished.contains(&id) {
            self.finished.push(id);
            let excess = self.finished.len().saturating_sub(FINISHED);
            self.finished.drain(..excess);
        }
        let place = self.place(id).ok()?;
        Some(self.pending.remove(place))
    }

    /// Returns the message that a command sent.
    fn sent_by(&mut self, id: &CommandId) -> Option<&mut PendingMessage> {
        self.pending
            .iter_mut()
            .find(|pending| command_id(pending.client_id) == *id)
    }
}

pub(super) fn command(pending: &PendingMessage) -> Command {
    let body = pending.body.clone();
    match pending.edits {
        Some(message) => Command::Edit { message, body },
        None => Command::Send(NewMessage {
            client_id: pending.client_id,
            room: pending.room,
            body,
            reply_to: pending.reply_to,
            also_in_room: pending.also_in_room,
            attachments: pending.attachments.iter().map(|file| file.id).collect(),
        }),
    }
}

fn command_id(id: ClientId) -> CommandId {
    CommandId::Text(id.to_string())
}
