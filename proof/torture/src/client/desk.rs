use crate::whim::Dice;
use protocol::{
    ClientFrame, ClientId, Command, CommandId, Message, MessageId, NewMessage, RoomId, UserId,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many messages a client keeps in mind for its whims.
const MEMORY: usize = 30;

/// What a client has to send and waits for answers to, and what it may come back to.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// Messages in their order. One is under way at a time, so that none overtakes another.
    outbox: VecDeque<NewMessage>,
    under_way: bool,
    /// Other changes that are to be asked for.
    changes: VecDeque<Command>,
    /// What was asked on this link and is not answered.
    asked: BTreeMap<u64, Asked>,
    last_id: u64,
    last_number: usize,
    sent: VecDeque<NewMessage>,
    recent: BTreeMap<RoomId, VecDeque<(MessageId, UserId)>>,
    left: BTreeSet<RoomId>,
}

/// What an answer is to.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    Send(ClientId),
    /// A message that was acked before.
    Repeat(ClientId),
    Change(Command),
}

impl Desk {
    pub(super) fn send(&mut self, client_id: ClientId, room: RoomId, body: String) {
        self.outbox.push_back(message(client_id, room, body));
    }

    pub(super) fn change(&mut self, change: Command) {
        self.changes.push_back(change);
    }

    /// Messages that are not acked.
    pub(super) fn waiting(&self) -> usize {
        self.outbox.len()
    }

    /// Whether everything was answered.
    pub(super) fn is_clear(&self) -> bool {
        self.outbox.is_empty() && self.changes.is_empty() && self.asked.is_empty()
    }

    /// Asks all that can be asked now.
    pub(super) fn ask_all(&mut self) -> Vec<ClientFrame> {
        let mut frames = Vec::new();
        if !self.under_way
            && let Some(first) = self.outbox.front().cloned()
        {
            self.under_way = true;
            let asked = Asked::Send(first.client_id);
            frames.push(self.ask(asked, Command::Send(first)));
        }
        for change in std::mem::take(&mut self.changes) {
            frames.push(self.ask(Asked::Change(change.clone()), change));
        }
        frames
    }

    /// A message that was acked, to be sent once more.
    pub(super) fn repeat(
        &mut self,
        client_id: ClientId,
        room: RoomId,
        body: String,
    ) -> ClientFrame {
        let again = Command::Send(message(client_id, room, body));
        self.ask(Asked::Repeat(client_id), again)
    }

    fn ask(&mut self, asked: Asked, command: Command) -> ClientFrame {
        self.last_id += 1;
        self.asked.insert(self.last_id, asked);
        let id = CommandId::Number(self.last_id);
        ClientFrame::Command { id, command }
    }

    /// What the answer is to; none where nothing was asked under this id, or it was answered before.
    pub(super) fn answered(&mut self, id: &CommandId) -> Option<Asked> {
        match id {
            CommandId::Number(id) => self.asked.remove(id),
            CommandId::Text(_) => None,
        }
    }

    /// The message is stored.
    pub(super) fn sent(&mut self, client_id: ClientId) {
        if let Some(outgoing) = self.take(client_id) {
            self.sent.push_back(outgoing);
            forget_old(&mut self.sent);
        }
    }

    /// The message was refused for good.
    pub(super) fn dropped(&mut self, client_id: ClientId) {
        self.take(client_id);
    }

    fn take(&mut self, client_id: ClientId) -> Option<NewMessage> {
        if self.outbox.front()?.client_id != client_id {
            return None;
        }
        self.under_way = false;
        self.outbox.pop_front()
    }

    /// The server cannot do it now.
    pub(super) fn ask_again(&mut self, asked: Asked) {
        match asked {
            Asked::Send(_) => self.under_way = false,
            Asked::Repeat(_) => {}
            Asked::Change(change) => self.changes.push_front(change),
        }
    }

    /// Nothing of what was asked will be answered any more: all of it is to be asked again.
    pub(super) fn disconnected(&mut self) {
        for asked in std::mem::take(&mut self.asked).into_values().rev() {
            self.ask_again(asked);
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

    /// A recent message by chance, of an author or of anyone.
    pub(super) fn one_message(&self, dice: &mut Dice, author: Option<UserId>) -> Option<MessageId> {
        let recent = self.recent.values().flatten();
        let fitting = recent.filter(|(_, of)| author.is_none_or(|author| author == *of));
        let messages: Vec<MessageId> = fitting.map(|(message, _)| *message).collect();
        dice.one_of(&messages).copied()
    }

    /// A message by chance of those that were acked.
    pub(super) fn one_sent(&mut self, dice: &mut Dice) -> Option<(ClientId, RoomId, String)> {
        let sent = dice.one_of(self.sent.make_contiguous())?;
        Some((sent.client_id, sent.room, sent.body.clone()))
    }

    /// A room by chance of those that the person was removed from.
    pub(super) fn one_left(&self, dice: &mut Dice) -> Option<RoomId> {
        let left: Vec<RoomId> = self.left.iter().copied().collect();
        dice.one_of(&left).copied()
    }

    /// Counts the texts of this client.
    pub(super) fn next_number(&mut self) -> usize {
        self.last_number += 1;
        self.last_number
    }
}

fn message(client_id: ClientId, room: RoomId, body: String) -> NewMessage {
    NewMessage {
        client_id,
        room,
        body,
        reply_to: None,
        attachments: Vec::new(),
    }
}

fn forget_old<T>(memory: &mut VecDeque<T>) {
    while memory.len() > MEMORY {
        memory.pop_front();
    }
}
