//! A model of the store: its tables and logs as maps. All of it is committed and outlives a crash.

mod change;
mod log;
mod members;
mod messages;
mod reads;
mod view;

pub(crate) use change::{Change, ChangeResult};
pub(crate) use log::supersedes;

use crate::token::TokenHash;
use protocol::{
    ClientId, Draft, Epoch, Event, Message, MessageId, RoomId, RoomKind, StreamId, User, UserId,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(Clone)]
pub(crate) struct SimulatedDisk {
    pub(crate) epoch: Epoch,
    pub(crate) people: BTreeMap<UserId, User>,
    pub(crate) sessions: BTreeMap<TokenHash, UserId>,
    pub(crate) rooms: BTreeMap<RoomId, SimulatedRoom>,
    /// The room and `seq` of each message.
    pub(crate) places: BTreeMap<MessageId, (RoomId, u64)>,
    /// The unique index on sender and `client_id`.
    pub(crate) sent: BTreeMap<(UserId, ClientId), MessageId>,
    pub(crate) reads: BTreeMap<(RoomId, UserId), u64>,
    pub(crate) drafts: BTreeMap<(UserId, RoomId), Draft>,
    pub(crate) logs: BTreeMap<StreamId, StreamLog>,
    /// The ranges of events that each person may see of each room: first included, last excluded. For the checks; the store
    /// has no such table.
    sights: BTreeMap<(UserId, RoomId), Vec<(u64, u64)>>,
    made: u128,
}

#[derive(Clone)]
pub(crate) struct SimulatedRoom {
    /// `None` for a direct room.
    pub(crate) name: Option<String>,
    pub(crate) kind: RoomKind,
    pub(crate) members: BTreeSet<UserId>,
    /// Members at the time of its deletion who are not told yet.
    pub(crate) dismissed: BTreeSet<UserId>,
    pub(crate) messages: BTreeMap<u64, Message>,
}

#[derive(Clone, Default)]
pub(crate) struct StreamLog {
    /// The last event that is trimmed.
    pub(crate) trimmed: u64,
    /// The later events.
    pub(crate) events: Vec<Event>,
}

impl StreamLog {
    pub(crate) fn head(&self) -> u64 {
        self.trimmed + self.events.len() as u64
    }
}

impl SimulatedDisk {
    pub(crate) fn new(people: Vec<User>) -> Self {
        Self {
            epoch: Epoch(Uuid::from_u128(1)),
            people: people.into_iter().map(|user| (user.id, user)).collect(),
            sessions: BTreeMap::new(),
            rooms: BTreeMap::new(),
            places: BTreeMap::new(),
            sent: BTreeMap::new(),
            reads: BTreeMap::new(),
            drafts: BTreeMap::new(),
            logs: BTreeMap::new(),
            sights: BTreeMap::new(),
            made: 1 << 64,
        }
    }

    pub(crate) fn head(&self, stream: StreamId) -> u64 {
        self.logs.get(&stream).map_or(0, StreamLog::head)
    }

    pub(crate) fn is_member(&self, room: RoomId, user: UserId) -> bool {
        let room = self.rooms.get(&room);
        room.is_some_and(|room| room.members.contains(&user))
    }

    /// Returns a deleted room with members who are not told yet.
    pub(crate) fn to_dismiss(&self) -> Option<RoomId> {
        let mut rooms = self.rooms.iter();
        let next = rooms.find(|(_, room)| !room.dismissed.is_empty());
        next.map(|(id, _)| *id)
    }

    /// Returns whether a person may see an event: they were in its room at that time.
    pub(crate) fn may_see(&self, user: UserId, stream: StreamId, seq: u64) -> bool {
        match stream {
            StreamId::Workspace => true,
            StreamId::User(owner) => owner == user,
            StreamId::Room(room) => {
                let spans = self.sights.get(&(user, room)).into_iter().flatten();
                spans
                    .into_iter()
                    .any(|(from, until)| (*from..*until).contains(&seq))
            }
        }
    }

    /// Trims all but the last `keep` events of a stream.
    pub(crate) fn trim(&mut self, stream: StreamId, keep: usize) {
        if let Some(log) = self.logs.get_mut(&stream) {
            let gone = log.events.len().saturating_sub(keep);
            log.events.drain(..gone);
            log.trimmed += gone as u64;
        }
    }

    /// Returns whether a later event supersedes the event at `seq`.
    pub(crate) fn is_superseded(&self, stream: StreamId, seq: u64) -> bool {
        let Some((event, log)) = self.event(stream, seq).zip(self.logs.get(&stream)) else {
            return true;
        };
        let mut later = log.events.iter().filter(|later| later.seq > seq);
        later.any(|later| supersedes(&later.kind, &event.kind))
    }

    fn make_id(&mut self) -> Uuid {
        self.made += 1;
        Uuid::from_u128(self.made)
    }

    pub(crate) fn message(&self, id: MessageId) -> Option<&Message> {
        let (room, seq) = self.places.get(&id)?;
        self.rooms.get(room)?.messages.get(seq)
    }

    fn message_mut(&mut self, id: MessageId) -> Option<&mut Message> {
        let (room, seq) = self.places.get(&id)?;
        self.rooms.get_mut(room)?.messages.get_mut(seq)
    }
}
