//! Messages and reactions.

use super::change::{ChangeResult, Tx};
use crate::live::connection::work::Acked;
use protocol::{
    ErrorCode, EventKind, Message, MessageId, NewMessage, Reaction, Role, RoomId, StreamId, Thread,
    UserId,
};

impl Tx<'_> {
    pub(crate) fn send(&mut self, author: UserId, new: NewMessage) -> ChangeResult {
        let NewMessage {
            client_id,
            room,
            body,
            reply_to,
            also_in_room,
            ..
        } = new;
        let first = self.disk.sent.get(&(author, client_id)).copied();
        let first = first.filter(|_| self.unique);
        if let Some(message) = first.and_then(|id| self.disk.message(id)) {
            return Ok(Acked::message(
                StreamId::Room(message.room),
                message.seq,
                message.id,
            ));
        }
        self.require(room, author)?;
        let root = match reply_to {
            Some(message) => Some(self.root(author, room, message)?),
            None => None,
        };
        let mut message = Message {
            id: MessageId(self.disk.make_id()),
            seq: self.disk.head(StreamId::Room(room)) + 1,
            room,
            author,
            client_id,
            body,
            at: self.at,
            reply_to: root,
            also_in_room: root.is_some() && also_in_room,
            ..Message::default()
        };
        let acked = Acked::message(StreamId::Room(room), message.seq, message.id);
        self.insert(message.clone());
        message.thread = root.and_then(|root| self.count_replies(room, root));
        let created = EventKind::MessageCreated { message };
        self.emit(StreamId::Room(room), author, created);
        Ok(acked)
    }

    /// Stores a message and moves its author's read position to it.
    fn insert(&mut self, message: Message) {
        let (room, author, seq) = (message.room, message.author, message.seq);
        let is_reply = message.reply_to.is_some();
        self.disk.places.insert(message.id, (room, seq));
        let key = (author, message.client_id);
        self.disk.sent.insert(key, message.id);
        if let Some(room) = self.disk.rooms.get_mut(&room) {
            room.messages.insert(seq, message);
        }
        if !is_reply {
            self.disk.advance(room, author, seq);
        }
    }

    /// Returns the root of the thread that a reply to a message belongs to.
    fn root(&self, user: UserId, room: RoomId, id: MessageId) -> Result<MessageId, ErrorCode> {
        let message = self.seen(user, id)?;
        let root = message.reply_to.unwrap_or(id);
        if message.room != room || self.seen(user, root)?.deleted {
            return Err(ErrorCode::NotFound);
        }
        Ok(root)
    }

    /// Stores the thread summary of a message.
    fn count_replies(&mut self, room: RoomId, root: MessageId) -> Option<Thread> {
        let thread = self.disk.thread(room, root);
        if let Some(root) = self.disk.message_mut(root) {
            root.thread.clone_from(&thread);
        }
        thread
    }

    /// Returns a message that the person may act on: in one of their rooms and not deleted.
    fn present(&self, user: UserId, id: MessageId) -> Result<&Message, ErrorCode> {
        let message = self.seen(user, id)?;
        if message.deleted {
            return Err(ErrorCode::NotFound);
        }
        Ok(message)
    }

    fn seen(&self, user: UserId, id: MessageId) -> Result<&Message, ErrorCode> {
        let message = self.disk.message(id).ok_or(ErrorCode::NotFound)?;
        self.require(message.room, user)?;
        Ok(message)
    }

    pub(crate) fn edit(&mut self, user: UserId, id: MessageId, body: String) -> ChangeResult {
        let message = self.present(user, id)?;
        if message.author != user {
            return Err(ErrorCode::Forbidden);
        }
        if message.body == body {
            return Ok(Acked::default());
        }
        let (room, at) = (message.room, self.at);
        if let Some(message) = self.disk.message_mut(id) {
            message.body.clone_from(&body);
            message.edited_at = Some(at);
        }
        let edited = EventKind::MessageEdited { message: id, body };
        Ok(self.emit(StreamId::Room(room), user, edited))
    }

    pub(crate) fn delete(&mut self, user: UserId, id: MessageId) -> ChangeResult {
        let message = self.seen(user, id)?;
        let administers = self.disk.people[&user].role == Role::Administrator;
        if message.author != user && !administers {
            return Err(ErrorCode::Forbidden);
        }
        if message.deleted {
            return Ok(Acked::default());
        }
        let (room, reply_to, also_in_room) = (message.room, message.reply_to, message.also_in_room);
        let (message_seq, author) = (message.seq, message.author);
        if let Some(message) = self.disk.message_mut(id) {
            message.body.clear();
            message.edited_at = None;
            message.deleted = true;
            message.reactions.clear();
        }
        let deleted = EventKind::MessageDeleted {
            message: id,
            message_seq,
            author,
            reply_to,
            also_in_room,
            thread: reply_to.and_then(|root| self.count_replies(room, root)),
        };
        Ok(self.emit(StreamId::Room(room), user, deleted))
    }

    pub(crate) fn react(
        &mut self,
        user: UserId,
        id: MessageId,
        emoji: String,
        on: bool,
    ) -> ChangeResult {
        let room = self.present(user, id)?.room;
        let message = self.disk.message_mut(id);
        if !message.is_some_and(|message| set(&mut message.reactions, user, &emoji, on)) {
            return Ok(Acked::default());
        }
        let changed = EventKind::ReactionChanged {
            message: id,
            user,
            emoji,
            on,
        };
        Ok(self.emit(StreamId::Room(room), user, changed))
    }
}

/// Adds or removes a reaction. Returns whether that changed anything.
fn set(reactions: &mut Vec<Reaction>, user: UserId, emoji: &str, on: bool) -> bool {
    let place = reactions
        .iter()
        .position(|reaction| reaction.emoji == emoji);
    let Some(place) = place else {
        if on {
            reactions.push(Reaction {
                emoji: emoji.to_owned(),
                users: vec![user],
            });
        }
        return on;
    };
    let users = &mut reactions[place].users;
    if users.contains(&user) == on {
        return false;
    }
    if on {
        users.push(user);
    } else {
        users.retain(|other| *other != user);
    }
    if users.is_empty() {
        reactions.remove(place);
    }
    true
}
