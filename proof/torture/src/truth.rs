//! The stored data that clients are checked against.

use protocol::{Event, EventKind, Message, RoomId, StreamId, UserId};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs::File,
    io::BufReader,
    path::Path,
};

/// The stored data at the end of a run.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Truth {
    /// The log of each stream, by `seq`.
    pub(crate) streams: BTreeMap<StreamId, Vec<Event>>,
    /// All messages in their present state.
    pub(crate) messages: Vec<Message>,
    /// The present members of each room. A room that is missing here is open to everyone.
    #[serde(default)]
    pub(crate) members: BTreeMap<RoomId, BTreeSet<UserId>>,
}

impl Truth {
    pub(crate) fn from_file(path: &Path) -> Result<Self, Box<dyn Error>> {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(serde_json::from_reader(BufReader::new(file))?)
    }

    pub(crate) fn event(&self, stream: StreamId, seq: u64) -> Option<&Event> {
        let events = self.streams.get(&stream)?;
        let index = events.binary_search_by_key(&seq, |event| event.seq).ok()?;
        events.get(index)
    }

    pub(crate) fn head(&self, stream: StreamId) -> u64 {
        let last = self.streams.get(&stream).and_then(|events| events.last());
        last.map_or(0, |event| event.seq)
    }
}

/// When each person was in each room, by the rooms' logs.
#[derive(Debug, Default)]
pub(crate) struct Memberships(BTreeMap<RoomId, BTreeMap<UserId, Vec<MembershipPeriod>>>);

/// One stay in a room: the events of joining and of leaving.
#[derive(Debug)]
struct MembershipPeriod {
    joined: u64,
    left: Option<u64>,
}

impl Memberships {
    pub(crate) fn of(truth: &Truth) -> Self {
        let mut memberships = Self::default();
        for (stream, events) in &truth.streams {
            let StreamId::Room(room) = *stream else {
                continue;
            };
            for event in events {
                memberships.apply(room, event);
            }
        }
        memberships
    }

    fn apply(&mut self, room: RoomId, event: &Event) {
        match event.kind {
            EventKind::MemberJoined { user } => {
                let periods = self.0.entry(room).or_default().entry(user).or_default();
                let (joined, left) = (event.seq, None);
                periods.push(MembershipPeriod { joined, left });
            }
            EventKind::MemberLeft { user } => {
                let periods = self.0.entry(room).or_default().entry(user).or_default();
                if let Some(period) = periods.last_mut() {
                    period.left = Some(event.seq);
                }
            }
            _ => {}
        }
    }

    /// Returns whether a person may receive an event: of a room, while they are in it, including their own leaving.
    pub(crate) fn may_see(&self, user: UserId, stream: StreamId, seq: u64) -> bool {
        match stream {
            StreamId::Workspace => true,
            StreamId::User(owner) => owner == user,
            StreamId::Room(room) => self.any(room, user, |period| {
                period.joined <= seq && period.left.is_none_or(|left| seq <= left)
            }),
        }
    }

    /// Returns whether a person may read the room's history as of the event `seq`.
    pub(crate) fn may_read(&self, user: UserId, room: RoomId, seq: u64) -> bool {
        self.any(room, user, |period| {
            period.joined <= seq && period.left.is_none_or(|left| seq < left)
        })
    }

    /// Returns whether a person is in the room now.
    pub(crate) fn is_member(&self, user: UserId, room: RoomId) -> bool {
        self.any(room, user, |period| period.left.is_none())
    }

    /// Returns the present members of each room that has memberships.
    pub(crate) fn present(&self) -> BTreeMap<RoomId, BTreeSet<UserId>> {
        let rooms = self.0.iter().map(|(room, people)| {
            let people = people.keys().copied();
            (
                *room,
                people.filter(|user| self.is_member(*user, *room)).collect(),
            )
        });
        rooms.collect()
    }

    fn any(&self, room: RoomId, user: UserId, period: impl Fn(&MembershipPeriod) -> bool) -> bool {
        let Some(people) = self.0.get(&room) else {
            return true;
        };
        people
            .get(&user)
            .is_some_and(|periods| periods.iter().any(period))
    }
}
