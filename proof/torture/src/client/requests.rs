//! A client's commands: to be sent, and sent but not answered.

use crate::random::RandomSource;
use protocol::{
    ClientFrame, ClientId, Command, CommandId, Message, MessageId, NewMessage, RoomId, UserId,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Number of messages that a client remembers for random actions.
const MEMORY: usize = 30;

/// Commands to send and to be answered, and messages and rooms for random actions.
#[derive(Debug, Default)]
pub(super) struct RequestQueue {
    /// Messages in order. One is in flight at a time, so that none overtakes another.
    outbox: VecDeque<NewMessage>,
    in_flight: bool,
    /// Other commands to send.
    changes: VecDeque<Command>,
    /// Unanswered commands on this connection, by id.
    unanswered: BTreeMap<u64, SentCommand>,
    last_id: u64,
    last_number: usize,
    sent: VecDeque<NewMessage>,
    recent: BTreeMap<RoomId, VecDeque<(MessageId, UserId)>>,
    left: BTreeSet<RoomId>,
}

/// A command that was sent.
#[derive(Clone, Debug)]
pub(super) enum SentCommand {
    Send(ClientId),
    /// A message that was acked before and sent again.
    Repeat(ClientId),
    Change(Command),
}

impl RequestQueue {
    pub(super) fn send(&mut self, message: NewMessage) {
        self.outbox.push_back(message);
    }

    pub(super) fn change(&mut self, change: Command) {
        self.changes.push_back(change);
    }

    /// Returns the number of messages that are not acked.
    pub(super) fn waiting(&self) -> usize {
        self.outbox.len()
    }

    /// Returns whether every command was answered.
    pub(super) fn is_clear(&self) -> bool {
        self.outbox.is_empty() && self.changes.is_empty() && self.unanswered.is_empty()
    }

    /// Returns the commands to send now.
    pub(super) fn due(&mut self) -> Vec<ClientFrame> {
        let mut frames = Vec::new();
        if !self.in_flight
            && let Some(first) = self.outbox.front().cloned()
        {
            self.in_flight = true;
            let request = SentCommand::Send(first.client_id);
            frames.push(self.request(request, Command::Send(first)));
        }
        for change in std::mem::take(&mut self.changes) {
            frames.push(self.request(SentCommand::Change(change.clone()), change));
        }
        frames
    }

    /// Returns the command that sends an acked message again.
    pub(super) fn repeat(&mut self, message: NewMessage) -> ClientFrame {
        self.request(
            SentCommand::Repeat(message.client_id),
            Command::Send(message),
        )
    }

    fn request(&mut self, request: SentCommand, command: Command) -> ClientFrame {
        self.last_id += 1;
        self.unanswered.insert(self.last_id, request);
        let id = CommandId::Number(self.last_id);
        ClientFrame::Command { id, command }
    }

    /// Removes and returns the command that an answer is for. `None` if there is none, or it was answered before.
    pub(super) fn answered(&mut self, id: &CommandId) -> Option<SentCommand> {
        match id {
            CommandId::Number(id) => self.unanswered.remove(id),
            CommandId::Text(_) => None,
        }
    }

    /// A message was acked.
    pub(super) fn sent(&mut self, client_id: ClientId) {
        if let Some(outgoing) = self.take(client_id) {
            self.sent.push_back(outgoing);
            forget_old(&mut self.sent);
        }
    }

    /// A message was refused for good.
    pub(super) fn dropped(&mut self, client_id: ClientId) {
        self.take(client_id);
    }

    fn take(&mut self, client_id: ClientId) -> Option<NewMessage> {
        if self.outbox.front()?.client_id != client_id {
            return None;
        }
        self.in_flight = false;
        self.outbox.pop_front()
    }

    /// Queues a command to be sent again.
    pub(super) fn requeue(&mut self, request: SentCommand) {
        match request {
            SentCommand::Send(_) => self.in_flight = false,
            SentCommand::Repeat(_) => {}
            SentCommand::Change(change) => self.changes.push_front(change),
        }
    }

    /// Queues all unanswered commands to be sent again.
    pub(super) fn disconnected(&mut self) {
        for request in std::mem::take(&mut self.unanswered).into_values().rev() {
            self.requeue(request);
        }
    }

    pub(super) fn remember(&mut self, room: RoomId, message: &Message) {
        let recent = self.recent.entry(room).or_default();
        recent.push_back((message.id, message.author));
        forget_old(recent);
    }

    pub(super) fn remember_all(&mut self, room: RoomId, messages: &[Message]) {
        for message in messages {
            self.remember(room, message);
        }
    }

    /// The person is in the room again.
    pub(super) fn enter(&mut self, room: RoomId) {
        self.left.remove(&room);
    }

    /// The person was removed from the room.
    pub(super) fn leave(&mut self, room: RoomId) {
        self.recent.remove(&room);
        self.left.insert(room);
    }

    /// Picks a recent message at random, of an author or of anyone.
    pub(super) fn random_message(
        &self,
        random: &mut RandomSource,
        author: Option<UserId>,
    ) -> Option<MessageId> {
        let recent = self.recent.values().flatten();
        let fitting = recent.filter(|(_, of)| author.is_none_or(|author| author == *of));
        let messages: Vec<MessageId> = fitting.map(|(message, _)| *message).collect();
        random.pick(&messages).copied()
    }

    /// Picks an acked message at random.
    pub(super) fn random_sent(&mut self, random: &mut RandomSource) -> Option<NewMessage> {
        random.pick(self.sent.make_contiguous()).cloned()
    }

    /// Picks a room at random that the person was removed from.
    pub(super) fn random_left(&self, random: &mut RandomSource) -> Option<RoomId> {
        let left: Vec<RoomId> = self.left.iter().copied().collect();
        random.pick(&left).copied()
    }

    /// Returns the number of the client's next text.
    pub(super) fn next_number(&mut self) -> usize {
        self.last_number += 1;
        self.last_number
    }
}

fn forget_old<T>(memory: &mut VecDeque<T>) {
    while memory.len() > MEMORY {
        memory.pop_front();
    }
}
