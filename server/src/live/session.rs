//! The protocol state of one connection, without clock, randomness or I/O: reads frames, and keeps track of which events the
//! client has, which are on their way, and which must be read from the log.

mod frame;

pub use frame::Greeting;
pub(crate) use frame::{Request, refusal};

use crate::{
    live::hub::{Batch, RoomChange},
    store::{EventPage, Standing},
};
use protocol::{ResyncReason, RoomId, StreamId, UserId};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound::{Excluded, Unbounded},
};

#[cfg(test)]
use crate::simulator::model::fault::{Fault, is_planted};

/// The decision about a live batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Live {
    /// Forward it: it follows the last event that was sent.
    Forward,
    /// Offer it again after the page that is being read, which it may follow, or call [`Session::know`].
    Wait,
    /// Drop it: the client has it, gets it from the log, or may not see it.
    Skip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// No valid `hello` yet.
    Waiting,
    Greeting,
    Live,
}

/// How far the client is in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StreamPosition {
    /// The last event that the client was sent or had before.
    sent: u64,
    /// The last event that is known to exist.
    known: u64,
}

/// The log no longer keeps events that the client is missing: its next `hello` is answered with `resync`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trimmed;

/// The protocol state of one connection.
#[derive(Debug)]
pub(crate) struct Session {
    user: UserId,
    phase: Phase,
    greeted: bool,
    streams: BTreeMap<StreamId, StreamPosition>,
    /// Streams that the client is behind on. The person's own is read first, since it tells which rooms they are in.
    behind: BTreeSet<StreamId>,
    /// The stream whose log is being read, and the event after which it is read.
    reading: Option<(StreamId, u64)>,
    /// The stream that was read last, other than the person's own.
    last_read: Option<StreamId>,
}

impl Session {
    pub(crate) fn new(user: UserId) -> Self {
        Self {
            user,
            phase: Phase::Waiting,
            greeted: false,
            streams: BTreeMap::new(),
            behind: BTreeSet::new(),
            reading: None,
            last_read: None,
        }
    }

    /// Returns whether the client has said `hello`, valid or not.
    pub(crate) fn greeted(&self) -> bool {
        self.greeted
    }

    /// Checks the cursors of a greeting against the heads of the streams, and follows these streams.
    ///
    /// # Errors
    ///
    /// Why the cursors are void. It is answered with `resync`, and another `hello` may follow.
    pub(crate) fn greet(
        &mut self,
        greeting: &Greeting,
        standing: &Standing,
    ) -> Result<(), ResyncReason> {
        self.phase = Phase::Waiting;
        let epoch = greeting.epoch;
        let is_stale = epoch.is_some_and(|epoch| epoch != standing.epoch);
        #[cfg(test)]
        let is_stale = is_stale && !is_planted(Fault::EpochIgnored);
        if is_stale {
            return Err(ResyncReason::EpochChanged);
        }
        for (stream, bounds) in &standing.streams {
            let cursor = epoch.and_then(|_| greeting.cursors.get(stream).copied());
            let sent = cursor.unwrap_or(bounds.seq);
            if sent > bounds.seq {
                return Err(ResyncReason::CursorAhead);
            }
            if sent < bounds.trimmed {
                return Err(ResyncReason::LogTrimmed);
            }
        }
        for (stream, bounds) in &standing.streams {
            let cursor = epoch.and_then(|_| greeting.cursors.get(stream).copied());
            let sent = cursor.unwrap_or(bounds.seq);
            #[cfg(test)]
            let sent = match is_planted(Fault::CursorTooEarly) {
                true => bounds.seq,
                false => sent,
            };
            self.place(*stream, sent, bounds.seq);
        }
        self.phase = Phase::Live;
        Ok(())
    }

    /// Notes that events up to `seq` exist.
    pub(crate) fn know(&mut self, stream: StreamId, seq: u64) {
        if let Some(position) = self.streams.get_mut(&stream)
            && seq > position.known
        {
            position.known = seq;
            self.behind.insert(stream);
        }
    }

    /// Decides what to do with a live batch. One to forward counts as sent.
    pub(crate) fn live(&mut self, batch: &Batch) -> Live {
        let own = self.in_catch_up(StreamId::User(self.user));
        let held = own || self.in_catch_up(batch.stream);
        let read = self.is_read(batch.stream);
        let Some(position) = self.streams.get_mut(&batch.stream) else {
            return Live::Skip;
        };
        if read && !own {
            return Live::Wait;
        }
        // A room's events wait for the person's own stream, so that a client learns of a room before it gets its events.
        if held || batch.first != position.sent + 1 {
            self.know(batch.stream, batch.last);
            return Live::Skip;
        }
        position.sent = batch.last;
        position.known = batch.last;
        for change in &batch.rooms {
            match *change {
                // The event of joining follows in the room's own stream.
                RoomChange::Added { room, seq } => self.place(StreamId::Room(room), seq, seq),
                RoomChange::Removed { room } => self.forget(StreamId::Room(room)),
            }
        }
        Live::Forward
    }

    /// Returns a stream whose log is to be read, and the event after which. `None` while one is being read.
    pub(crate) fn next_to_read(&mut self) -> Option<(StreamId, u64)> {
        if self.reading.is_some() {
            return None;
        }
        let own = StreamId::User(self.user);
        let stream = match self.behind.get(&own) {
            Some(own) => *own,
            None => self.next_in_turn()?,
        };
        self.reading = Some((stream, self.streams.get(&stream)?.sent));
        self.reading
    }

    /// Takes the streams in turn, so that a busy one does not hold up the others.
    fn next_in_turn(&mut self) -> Option<StreamId> {
        let after = self.last_read.map_or(Unbounded, Excluded);
        let mut later = self.behind.range((after, Unbounded));
        self.last_read = later.next().or_else(|| self.behind.first()).copied();
        self.last_read
    }

    /// Takes the page that was read, `None` if the person may no longer see the stream, and removes events from it that the
    /// client has. Returns the rooms that it adds, to be subscribed to.
    pub(crate) fn page(
        &mut self,
        page: Option<&mut EventPage>,
    ) -> Result<Vec<(StreamId, u64)>, Trimmed> {
        let Some((stream, after)) = self.reading.take() else {
            return Ok(Vec::new());
        };
        let place = self.streams.get_mut(&stream);
        let Some(page) = page else {
            // A position that was set again meanwhile belongs to another membership.
            if place.is_some_and(|position| position.sent == after) {
                self.forget(stream);
            }
            return Ok(Vec::new());
        };
        let Some(position) = place else {
            page.events.clear();
            return Ok(Vec::new());
        };
        // The position may have been set again while the log was read: only later events count.
        let read_on = position.sent == after;
        page.events.retain(|event| event.seq > position.sent);
        let next = page.events.first().map_or(page.head + 1, |event| event.seq);
        if next > position.sent + 1 {
            if read_on {
                return Err(Trimmed);
            }
            page.events.clear();
        }
        if let Some(last) = page.events.last() {
            position.sent = last.seq;
        }
        position.known = position.known.max(page.head);
        if position.sent >= position.known {
            self.behind.remove(&stream);
        }
        let mut gained = Vec::new();
        for change in page.events.iter().filter_map(RoomChange::of) {
            match change {
                RoomChange::Added { room, seq } => {
                    let room = StreamId::Room(room);
                    self.place(room, seq, seq + 1);
                    gained.push((room, seq + 1));
                }
                RoomChange::Removed { room } => {
                    let room = StreamId::Room(room);
                    self.forget(room);
                    gained.retain(|(stream, _)| *stream != room);
                }
            }
        }
        Ok(gained)
    }

    /// Stops following a stream.
    pub(crate) fn forget(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
        self.behind.remove(&stream);
    }

    /// Returns whether the client follows the stream.
    pub(crate) fn follows(&self, stream: StreamId) -> bool {
        self.streams.contains_key(&stream)
    }

    /// Returns whether signals of the room may be sent: not while the log may bring a removal from it.
    pub(crate) fn signals(&self, room: RoomId) -> bool {
        self.follows(StreamId::Room(room)) && !self.in_catch_up(StreamId::User(self.user))
    }

    /// Returns whether the log of the stream is being read, or will be.
    fn in_catch_up(&self, stream: StreamId) -> bool {
        self.behind.contains(&stream) || self.is_read(stream)
    }

    fn is_read(&self, stream: StreamId) -> bool {
        self.reading.is_some_and(|(reading, _)| reading == stream)
    }

    fn place(&mut self, stream: StreamId, sent: u64, known: u64) {
        self.streams.insert(stream, StreamPosition { sent, known });
        if sent < known {
            self.behind.insert(stream);
        } else {
            self.behind.remove(&stream);
        }
    }
}

#[cfg(test)]
mod tests;
