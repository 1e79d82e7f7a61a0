//! Rooms and their members.

use super::{
    SimulatedRoom,
    change::{ChangeResult, Tx},
};
use crate::live::connection::work::Acked;
use protocol::{self, ErrorCode, EventKind, Role, RoomId, RoomKind, StreamId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// How many members of a deleted room one step tells: few, so that it takes several steps.
const DISMISSED_AT_ONCE: usize = 2;

impl Tx<'_> {
    pub(crate) fn create_room(&mut self, maker: UserId, kind: RoomKind) -> Acked {
        let id = RoomId(self.disk.make_id());
        let room = SimulatedRoom {
            name: (kind != RoomKind::Direct).then(|| format!("Room {}", self.disk.rooms.len())),
            kind,
            members: BTreeSet::new(),
            dismissed: BTreeSet::new(),
            messages: BTreeMap::new(),
        };
        self.disk.rooms.insert(id, room);
        let people: Vec<UserId> = match kind {
            RoomKind::Open => self.disk.people.keys().copied().collect(),
            RoomKind::Closed | RoomKind::Direct => vec![maker],
        };
        self.enter(maker, &people, id);
        Acked::default()
    }

    pub(crate) fn add_member(&mut self, actor: UserId, room: RoomId, user: UserId) -> ChangeResult {
        self.require(room, actor)?;
        if !self.disk.is_member(room, user) {
            self.enter(actor, &[user], room);
        }
        Ok(Acked::default())
    }

    fn enter(&mut self, actor: UserId, people: &[UserId], id: RoomId) {
        let seq = self.disk.head(StreamId::Room(id));
        for user in people {
            let Some(room) = self.disk.rooms.get_mut(&id) else {
                return;
            };
            room.members.insert(*user);
            let added = EventKind::RoomAdded {
                room: protocol::Room {
                    id,
                    name: room.name.clone(),
                    kind: room.kind,
                    seq,
                    read_seq: seq,
                    unread: 0,
                    ..Default::default()
                },
            };
            self.disk.advance(id, *user, seq);
            let spans = self.disk.sights.entry((*user, id)).or_default();
            spans.push((seq + 1, u64::MAX));
            self.emit(StreamId::User(*user), actor, added);
        }
        for user in people {
            let joined = EventKind::MemberJoined { user: *user };
            self.emit(StreamId::Room(id), actor, joined);
        }
    }

    pub(crate) fn remove_member(
        &mut self,
        actor: UserId,
        id: RoomId,
        user: UserId,
    ) -> ChangeResult {
        self.require(id, actor)?;
        let administers = self.disk.people[&actor].role == Role::Administrator;
        let room = self.disk.rooms.get_mut(&id).ok_or(ErrorCode::NotFound)?;
        if room.kind == RoomKind::Open || (actor != user && !administers) {
            return Err(ErrorCode::Forbidden);
        }
        if !room.members.remove(&user) {
            return Ok(Acked::default());
        }
        self.disk.drafts.remove(&(user, id));
        self.tell_left(actor, id, user);
        let removed = EventKind::RoomRemoved {
            room: id,
            deleted: false,
        };
        self.emit(StreamId::User(user), actor, removed);
        Ok(Acked::default())
    }

    fn tell_left(&mut self, actor: UserId, id: RoomId, user: UserId) {
        let left = EventKind::MemberLeft { user };
        let seq = self.emit(StreamId::Room(id), actor, left).seq;
        let spans = self.disk.sights.entry((user, id)).or_default();
        if let (Some(span), Some(seq)) = (spans.last_mut(), seq) {
            span.1 = seq;
        }
    }

    /// Removes all members of a room at once. They are told later.
    pub(crate) fn delete_room(&mut self, actor: UserId, id: RoomId) -> ChangeResult {
        self.require(id, actor)?;
        let administers = self.disk.people[&actor].role == Role::Administrator;
        let first = self.disk.rooms.keys().next() == Some(&id);
        let room = self.disk.rooms.get_mut(&id).ok_or(ErrorCode::NotFound)?;
        if first || !administers {
            return Err(ErrorCode::Forbidden);
        }
        room.dismissed = std::mem::take(&mut room.members);
        Ok(Acked::default())
    }

    /// Tells some members of a deleted room.
    pub(crate) fn dismiss_some(&mut self, id: RoomId) -> Acked {
        let mut people = Vec::new();
        if let Some(room) = self.disk.rooms.get_mut(&id) {
            while people.len() < DISMISSED_AT_ONCE
                && let Some(user) = room.dismissed.pop_first()
            {
                people.push(user);
            }
        }
        for user in &people {
            self.tell_left(*user, id, *user);
        }
        for user in people {
            self.disk.drafts.remove(&(user, id));
            let (room, deleted) = (id, true);
            let removed = EventKind::RoomRemoved { room, deleted };
            self.emit(StreamId::User(user), user, removed);
        }
        Acked::default()
    }
}
