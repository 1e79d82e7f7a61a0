//! Acts on messages: writing, retrying, and scrolling through them.

use crate::simulator::{
    model::{book::SentRecord, browser::TabId, disk::Change},
    world::World,
};
use client::{Client, PendingMessage, PendingState, state::PageRequest};
use protocol::{ClientId, Command, Conversation, MessageId, NewMessage, RoomId, StreamId};
use uuid::Uuid;

impl World {
    /// Picks a message that a tab shows of a room or of its open thread.
    pub(crate) fn pick_message(&mut self, id: TabId, room: RoomId) -> Option<MessageId> {
        let state = self.tabs.get(&id)?.client.state.rooms.get(&room)?;
        let thread = state.thread.iter();
        let thread = thread.flat_map(|open| open.timeline.messages());
        let messages = state.timeline.messages().chain(thread);
        let messages: Vec<MessageId> = messages.map(|message| message.id).collect();
        self.dice.pick(&messages)
    }

    /// Opens a thread beside the room.
    pub(crate) fn open_thread(&mut self, id: TabId, room: RoomId) {
        let Some(message) = self.pick_message(id, room) else {
            return;
        };
        let root = self.disk.message(message).and_then(|it| it.reply_to);
        let root = root.unwrap_or(message);
        let limit = self.plan.page;
        self.act(id, |client| {
            client.state.open_thread(room, root);
            Vec::new()
        });
        let thread = Some(root);
        self.load(
            id,
            Conversation { room, thread },
            PageRequest::Newest { limit },
        );
    }

    pub(crate) fn write_message(&mut self, id: TabId, room: RoomId) {
        for _ in 0..self.dice.between(1, 3) {
            let Some(tab) = self.tabs.get(&id) else {
                return;
            };
            let browser = tab.browser;
            self.messages_made += 1;
            let (at, number) = (self.clock(), self.messages_made);
            // As in a UUIDv7: the time, then a unique number.
            let bits = ((at.millis() as u128) << 80) | u128::from(number);
            let client_id = ClientId(Uuid::from_u128(bits));
            let body = format!("message {number}");
            let reply_to = if self.dice.one_in(4) {
                self.pick_message(id, room)
            } else {
                None
            };
            let also_in_room = reply_to.is_some() && self.dice.one_in(3);
            let sent = SentRecord {
                user: self.browsers[browser].user,
                browser,
                tab: id,
                kept: false,
                room,
                body: body.clone(),
                retried: false,
                discarded: false,
                excused: false,
            };
            self.book.sends.insert(client_id, sent);
            let pending = PendingMessage {
                client_id,
                room,
                body,
                attachments: Vec::new(),
                edits: None,
                reply_to,
                also_in_room,
                at,
                state: PendingState::Waiting,
            };
            self.act(id, |client| client.send(pending));
        }
    }

    pub(crate) fn flood(&mut self, id: TabId, room: RoomId) {
        let browser = self.tabs[&id].browser;
        let user = self.browsers[browser].user;
        if !self.server.up || self.server.stopping {
            return;
        }
        for _ in 0..self.dice.between(50, 150) {
            self.messages_made += 1;
            let client_id = ClientId(Uuid::from_u128(self.messages_made.into()));
            let body = format!("message {}", self.messages_made);
            let sent = SentRecord {
                user,
                browser,
                tab: id,
                kept: false,
                room,
                body: body.clone(),
                retried: true,
                discarded: false,
                // A program that does not retry.
                excused: true,
            };
            self.book.sends.insert(client_id, sent);
            let command = Command::Send(NewMessage {
                client_id,
                room,
                body,
                reply_to: None,
                also_in_room: false,
                attachments: Vec::new(),
            });
            self.enqueue(Change::Command { user, command }, |_, _| {});
        }
    }

    pub(crate) fn shorten(&mut self, id: TabId, room: RoomId) {
        let tab = self.tabs.get_mut(&id);
        let room = tab.and_then(|tab| tab.client.state.rooms.get_mut(&room));
        if let Some(room) = room.filter(|room| room.timeline.is_long()) {
            room.timeline.trim();
        }
    }

    /// Retries a refused message or discards it.
    pub(crate) fn settle_refused(&mut self, id: TabId) {
        let browser = self.tabs[&id].browser;
        let stored = self.browsers[browser].storage.values();
        let refused: Vec<ClientId> = stored
            .filter(|pending| matches!(pending.state, PendingState::Refused(_)))
            .map(|pending| pending.client_id)
            .collect();
        let Some(message) = self.dice.pick(&refused) else {
            return;
        };
        let again = self.dice.one_in(2);
        if let Some(sent) = self.book.sends.get_mut(&message) {
            sent.retried |= again;
            sent.discarded |= !again;
        }
        self.act(id, |client: &mut Client| {
            if again {
                client.try_again(message)
            } else {
                client.discard(message)
            }
        });
    }

    /// Scrolls or jumps to a place in history.
    pub(crate) fn look_around(&mut self, id: TabId, room: RoomId) {
        let timeline = &self.tabs[&id].client.state.rooms[&room].timeline;
        let head = self.disk.head(StreamId::Room(room));
        let limit = self.plan.page;
        let mut loads = vec![PageRequest::Newest { limit }];
        if let Some(before) = timeline
            .first()
            .filter(|_| timeline.older && timeline.loaded)
        {
            loads.push(PageRequest::Older { before, limit });
        }
        if let Some(after) = timeline.last().filter(|_| timeline.newer) {
            loads.push(PageRequest::Newer { after, limit });
        }
        let seq = self.dice.between(1, head + 1);
        loads.push(PageRequest::Around { seq, limit });
        if let Some(load) = self.dice.pick(&loads) {
            self.load(id, room, load);
        }
    }
}
