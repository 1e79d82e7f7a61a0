use super::{Disk, Room};
use crate::{session::Command, token::TokenHash};
use app::{
    model::{
        self, ClientId, Draft, Message, MessageId, Reaction, Role, RoomId, RoomKind, StreamId,
        Timestamp, UserId,
    },
    protocol::{ErrorCode, Event, EventKind},
};
use std::collections::{BTreeMap, BTreeSet};

/// One change, made by the writer: all of it or nothing.
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
    SignIn {
        user: UserId,
        token: TokenHash,
    },
    SignOut {
        token: TokenHash,
    },
}

/// What a change came to: for an ack, or for the answer to a request.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Outcome {
    pub(in super::super) stream: Option<StreamId>,
    pub(in super::super) seq: Option<u64>,
    pub(in super::super) message: Option<MessageId>,
    /// The room that was made, as its maker sees it.
    pub(in super::super) room: Option<model::Room>,
}

type Made = Result<Outcome, ErrorCode>;
type Events = Vec<(StreamId, Event)>;

impl Disk {
    /// Makes a change at the time `at`. Without the unique index (`unique`), repeats are stored again.
    pub(in super::super) fn apply(
        &mut self,
        change: &Change,
        at: Timestamp,
        unique: bool,
        events: &mut Events,
    ) -> Made {
        match change.clone() {
            Change::Command { user, command } => self.command(user, command, at, unique, events),
            Change::CreateRoom { maker, kind } => Ok(self.create_room(maker, kind, at, events)),
            Change::AddMember { actor, room, user } => {
                self.require(room, actor)?;
                if !self.is_member(room, user) {
                    self.enter(actor, &[user], room, at, events);
                }
                Ok(Outcome::default())
            }
            Change::RemoveMember { actor, room, user } => {
                self.remove_member(actor, room, user, at, events)
            }
            Change::SignIn { user, token } => {
                self.sessions.insert(token, user);
                Ok(Outcome::default())
            }
            Change::SignOut { token } => {
                self.sessions.remove(&token);
                Ok(Outcome::default())
            }
        }
    }

    fn command(
        &mut self,
        user: UserId,
        command: Command,
        at: Timestamp,
        unique: bool,
        events: &mut Events,
    ) -> Made {
        match command {
            Command::Send {
                client_id,
                room,
                body,
            } => self.send(user, room, client_id, body, at, unique, events),
            Command::Edit { message, body } => self.edit(user, message, body, at, events),
            Command::Delete { message } => self.delete(user, message, at, events),
            Command::React { message, emoji, on } => {
                self.react(user, message, emoji, on, at, events)
            }
            Command::Read { room, seq } => self.read(user, room, seq, at, events),
            Command::MarkUnread { room, seq } => self.mark_unread(user, room, seq, at, events),
            Command::Draft(draft) => self.draft(user, draft, at, events),
        }
    }

    fn require(&self, room: RoomId, user: UserId) -> Result<(), ErrorCode> {
        if self.is_member(room, user) {
            Ok(())
        } else {
            Err(ErrorCode::NotFound)
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn send(
        &mut self,
        author: UserId,
        room: RoomId,
        client_id: ClientId,
        body: String,
        at: Timestamp,
        unique: bool,
        events: &mut Events,
    ) -> Made {
        let first = self.sent.get(&(author, client_id)).copied();
        if let Some(message) = first.filter(|_| unique).and_then(|id| self.message(id)) {
            return Ok(acked(message));
        }
        self.require(room, author)?;
        let message = Message {
            id: MessageId(self.make_id()),
            seq: self.head(StreamId::Room(room)) + 1,
            room,
            author,
            client_id,
            body,
            at,
            edited_at: None,
            deleted: false,
            reactions: Vec::new(),
        };
        self.places.insert(message.id, (room, message.seq));
        self.sent.insert((author, client_id), message.id);
        if let Some(room) = self.rooms.get_mut(&room) {
            room.messages.insert(message.seq, message.clone());
        }
        let outcome = acked(&message);
        let read = self.reads.entry((room, author)).or_default();
        *read = message.seq.max(*read);
        let created = EventKind::MessageCreated { message };
        self.emit(StreamId::Room(room), at, author, created, events);
        Ok(outcome)
    }

    /// The message, if the person may act on it: it is in a room of theirs, and not deleted.
    fn living(&self, user: UserId, id: MessageId) -> Result<&Message, ErrorCode> {
        let message = self.message(id).ok_or(ErrorCode::NotFound)?;
        self.require(message.room, user)?;
        if message.deleted {
            return Err(ErrorCode::NotFound);
        }
        Ok(message)
    }

    fn edit(
        &mut self,
        user: UserId,
        id: MessageId,
        body: String,
        at: Timestamp,
        events: &mut Events,
    ) -> Made {
        let message = self.living(user, id)?;
        if message.author != user {
            return Err(ErrorCode::Forbidden);
        }
        let room = message.room;
        if message.body == body {
            return Ok(Outcome::default());
        }
        if let Some(message) = self.message_mut(id) {
            message.body.clone_from(&body);
            message.edited_at = Some(at);
        }
        let edited = EventKind::MessageEdited { message: id, body };
        Ok(self.emitted(StreamId::Room(room), at, user, edited, events))
    }

    fn delete(&mut self, user: UserId, id: MessageId, at: Timestamp, events: &mut Events) -> Made {
        let message = self.message(id).ok_or(ErrorCode::NotFound)?;
        self.require(message.room, user)?;
        let administers = self.people[&user].role == Role::Administrator;
        if message.author != user && !administers {
            return Err(ErrorCode::Forbidden);
        }
        if message.deleted {
            return Ok(Outcome::default());
        }
        let (room, message_seq, author) = (message.room, message.seq, message.author);
        if let Some(message) = self.message_mut(id) {
            message.body.clear();
            message.edited_at = None;
            message.deleted = true;
            message.reactions.clear();
        }
        let deleted = EventKind::MessageDeleted {
            message: id,
            message_seq,
            author,
        };
        Ok(self.emitted(StreamId::Room(room), at, user, deleted, events))
    }

    fn react(
        &mut self,
        user: UserId,
        id: MessageId,
        emoji: String,
        on: bool,
        at: Timestamp,
        events: &mut Events,
    ) -> Made {
        let room = self.living(user, id)?.room;
        let changed = self
            .message_mut(id)
            .is_some_and(|message| set(&mut message.reactions, user, &emoji, on));
        if !changed {
            return Ok(Outcome::default());
        }
        let reacted = EventKind::ReactionChanged {
            message: id,
            user,
            emoji,
            on,
        };
        Ok(self.emitted(StreamId::Room(room), at, user, reacted, events))
    }

    fn read(
        &mut self,
        user: UserId,
        room: RoomId,
        seq: u64,
        at: Timestamp,
        events: &mut Events,
    ) -> Made {
        self.require(room, user)?;
        let read_seq = seq.min(self.head(StreamId::Room(room)));
        if read_seq <= self.position(room, user) {
            return Ok(Outcome::default());
        }
        Ok(self.move_to(user, room, read_seq, at, events))
    }

    fn mark_unread(
        &mut self,
        user: UserId,
        room: RoomId,
        seq: u64,
        at: Timestamp,
        events: &mut Events,
    ) -> Made {
        self.require(room, user)?;
        let read_seq = seq.saturating_sub(1).min(self.head(StreamId::Room(room)));
        if read_seq == self.position(room, user) {
            return Ok(Outcome::default());
        }
        Ok(self.move_to(user, room, read_seq, at, events))
    }

    fn move_to(
        &mut self,
        user: UserId,
        room: RoomId,
        read_seq: u64,
        at: Timestamp,
        events: &mut Events,
    ) -> Outcome {
        self.reads.insert((room, user), read_seq);
        let moved = EventKind::ReadMoved {
            room,
            read_seq,
            unread: self.unread(room, user),
            room_seq: self.head(StreamId::Room(room)),
        };
        self.emitted(StreamId::User(user), at, user, moved, events)
    }

    fn draft(&mut self, user: UserId, draft: Draft, at: Timestamp, events: &mut Events) -> Made {
        self.require(draft.room, user)?;
        let draft = Draft {
            edited_at: draft.edited_at.min(at),
            ..draft
        };
        let known = self.drafts.get(&(user, draft.room));
        let newer = known.is_none_or(|known| {
            let later = draft.edited_at > known.edited_at;
            later || (draft.edited_at == known.edited_at && draft.body != known.body)
        });
        if !newer {
            return Ok(Outcome::default());
        }
        self.drafts.insert((user, draft.room), draft.clone());
        let changed = EventKind::DraftChanged { draft };
        Ok(self.emitted(StreamId::User(user), at, user, changed, events))
    }

    fn emitted(
        &mut self,
        stream: StreamId,
        at: Timestamp,
        actor: UserId,
        kind: EventKind,
        events: &mut Events,
    ) -> Outcome {
        let seq = self.emit(stream, at, actor, kind, events);
        Outcome {
            stream: Some(stream),
            seq: Some(seq),
            ..Outcome::default()
        }
    }

    fn create_room(
        &mut self,
        maker: UserId,
        kind: RoomKind,
        at: Timestamp,
        events: &mut Events,
    ) -> Outcome {
        let id = RoomId(self.make_id());
        let room = Room {
            name: format!("Room {}", self.rooms.len()),
            kind,
            members: BTreeSet::new(),
            messages: BTreeMap::new(),
        };
        self.rooms.insert(id, room);
        let people: Vec<UserId> = match kind {
            RoomKind::Open => self.people.keys().copied().collect(),
            RoomKind::Closed => vec![maker],
        };
        self.enter(maker, &people, id, at, events);
        let made = self.room(maker, id).map(|detail| detail.room);
        Outcome {
            room: made,
            ..Outcome::default()
        }
    }

    fn enter(
        &mut self,
        actor: UserId,
        people: &[UserId],
        id: RoomId,
        at: Timestamp,
        events: &mut Events,
    ) {
        let seq = self.head(StreamId::Room(id));
        for user in people {
            let Some(room) = self.rooms.get_mut(&id) else {
                return;
            };
            room.members.insert(*user);
            let added = EventKind::RoomAdded {
                room: model::Room {
                    id,
                    name: room.name.clone(),
                    kind: room.kind,
                    seq,
                    read_seq: seq,
                    unread: 0,
                },
            };
            let read = self.reads.entry((id, *user)).or_default();
            *read = seq.max(*read);
            let spans = self.sights.entry((*user, id)).or_default();
            spans.push((seq + 1, u64::MAX));
            self.emit(StreamId::User(*user), at, actor, added, events);
        }
        for user in people {
            let joined = EventKind::MemberJoined { user: *user };
            self.emit(StreamId::Room(id), at, actor, joined, events);
        }
    }

    fn remove_member(
        &mut self,
        actor: UserId,
        id: RoomId,
        user: UserId,
        at: Timestamp,
        events: &mut Events,
    ) -> Made {
        self.require(id, actor)?;
        let administers = self.people[&actor].role == Role::Administrator;
        let room = self.rooms.get_mut(&id).ok_or(ErrorCode::NotFound)?;
        if room.kind == RoomKind::Open || (actor != user && !administers) {
            return Err(ErrorCode::Forbidden);
        }
        if !room.members.remove(&user) {
            return Ok(Outcome::default());
        }
        self.drafts.remove(&(user, id));
        let left = EventKind::MemberLeft { user };
        let seq = self.emit(StreamId::Room(id), at, actor, left, events);
        if let Some(span) = self.sights.entry((user, id)).or_default().last_mut() {
            span.1 = seq;
        }
        let removed = EventKind::RoomRemoved { room: id };
        self.emit(StreamId::User(user), at, actor, removed, events);
        Ok(Outcome::default())
    }
}

fn acked(message: &Message) -> Outcome {
    Outcome {
        stream: Some(StreamId::Room(message.room)),
        seq: Some(message.seq),
        message: Some(message.id),
        room: None,
    }
}

/// Sets or takes away a reaction. Returns whether that changed anything.
fn set(reactions: &mut Vec<Reaction>, user: UserId, emoji: &str, on: bool) -> bool {
    let place = reactions
        .iter()
        .position(|reaction| reaction.emoji == emoji);
    match (place, on) {
        (None, false) => false,
        (None, true) => {
            reactions.push(Reaction {
                emoji: emoji.to_owned(),
                users: vec![user],
            });
            true
        }
        (Some(place), _) => {
            let users = &mut reactions[place].users;
            let before = users.len();
            match users.iter().position(|set| *set == user) {
                Some(at) if !on => drop(users.remove(at)),
                None if on => users.push(user),
                _ => {}
            }
            let changed = users.len() != before;
            if users.is_empty() {
                reactions.remove(place);
            }
            changed
        }
    }
}
