//! The protocol as one connection speaks it, without a clock, randomness or I/O: what a frame asks for, and which
//! events the client has had, has coming, and must be read for it.

mod frame;

use crate::{
    live::hub::{Batch, RoomChange},
    store::{EventPage, Standing},
};
use protocol::{
    Command, CommandId, Conversation, Cursors, Epoch, ErrorCode, ResyncReason, RoomId, ServerFrame,
    StreamId, UserId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound::{Excluded, Unbounded},
};

/// What the connection does next about a frame from the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Look up where the person's streams stand, and [`Session::greet`].
    Greet(Greeting),
    /// Change something, and answer with an ack or a refusal.
    Command {
        id: CommandId,
        command: Command,
    },
    Typing(Conversation),
    Presence {
        active: bool,
    },
    /// Nothing but this answer.
    Answer(ServerFrame),
}

/// Where a client says that it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Greeting {
    pub(crate) epoch: Option<Epoch>,
    pub(crate) cursors: Cursors,
}

/// What to do with a live batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Live {
    /// It is the next that the client lacks: pass it on as it is.
    Forward,
    /// It may follow on the part of the log that is being read: bring it again after that, or [`Session::know`] of it.
    Wait,
    /// The client has it, gets it from the log, or may not see it.
    Skip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// No valid `hello` yet.
    Waiting,
    Greeting,
    Live,
}

/// How far a stream has come on this connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Position {
    /// The last event that the client was sent, or had before.
    sent: u64,
    /// The last event that is known to be there.
    known: u64,
}

/// The log no longer keeps what the client lacks: its next `hello` is answered with `resync`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trimmed;

/// One connection's side of the protocol.
#[derive(Debug)]
pub(crate) struct Session {
    user: UserId,
    phase: Phase,
    greeted: bool,
    streams: BTreeMap<StreamId, Position>,
    /// Streams of which the client lacks events. The person's own is read first, since it tells which rooms are theirs.
    behind: BTreeSet<StreamId>,
    /// The stream whose log is being read, and the event after which.
    reading: Option<(StreamId, u64)>,
    /// The stream whose turn it was last, the person's own aside.
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

    /// Whether the client has said `hello` at all.
    pub(crate) fn greeted(&self) -> bool {
        self.greeted
    }

    /// Checks a greeting against where the streams stand. On success the client's place in each is set; an error is
    /// answered with `resync`, and another `hello` may follow.
    pub(crate) fn greet(
        &mut self,
        greeting: &Greeting,
        standing: &Standing,
    ) -> Result<(), ResyncReason> {
        self.phase = Phase::Waiting;
        let epoch = greeting.epoch;
        if epoch.is_some_and(|epoch| epoch != standing.epoch) {
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
            self.place(*stream, sent, bounds.seq);
        }
        self.phase = Phase::Live;
        Ok(())
    }

    /// Events up to `seq` are there.
    pub(crate) fn know(&mut self, stream: StreamId, seq: u64) {
        if let Some(position) = self.streams.get_mut(&stream)
            && seq > position.known
        {
            position.known = seq;
            self.behind.insert(stream);
        }
    }

    /// What to do with a live batch; if it is to be forwarded, it counts as sent.
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
        // A room's events wait for the person's own stream, so that a client hears of a room before it hears from it.
        if held || batch.first != position.sent + 1 {
            self.know(batch.stream, batch.last);
            return Live::Skip;
        }
        position.sent = batch.last;
        position.known = batch.last;
        for change in &batch.rooms {
            match *change {
                // The event of joining comes behind, in the room's own stream.
                RoomChange::Added { room, seq } => self.place(StreamId::Room(room), seq, seq),
                RoomChange::Removed { room } => self.forget(StreamId::Room(room)),
            }
        }
        Live::Forward
    }

    /// A stream of which the log must be read, and the event after which. One at a time: none while one is read.
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

    /// Each stream in its turn, so that a busy one does not keep the others waiting.
    fn next_in_turn(&mut self) -> Option<StreamId> {
        let after = self.last_read.map_or(Unbounded, Excluded);
        let mut later = self.behind.range((after, Unbounded));
        self.last_read = later.next().or_else(|| self.behind.first()).copied();
        self.last_read
    }

    /// Takes what was read, none where the person may no longer see the stream, and leaves in it what the client
    /// lacks. Returns the rooms that it brings: each is subscribed next, or may not be seen.
    pub(crate) fn page(
        &mut self,
        page: Option<&mut EventPage>,
    ) -> Result<Vec<(StreamId, u64)>, Trimmed> {
        let Some((stream, after)) = self.reading.take() else {
            return Ok(Vec::new());
        };
        let place = self.streams.get_mut(&stream);
        let Some(page) = page else {
            // A place that was set anew meanwhile is another membership's.
            if place.is_some_and(|position| position.sent == after) {
                self.forget(stream);
            }
            return Ok(Vec::new());
        };
        let Some(position) = place else {
            page.events.clear();
            return Ok(Vec::new());
        };
        // The place may have been set anew while the log was read: only what continues it counts.
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

    /// The stream is no longer this client's.
    pub(crate) fn forget(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
        self.behind.remove(&stream);
    }

    /// Whether the client follows the stream.
    pub(crate) fn follows(&self, stream: StreamId) -> bool {
        self.streams.contains_key(&stream)
    }

    /// Whether signals of the room may pass: not while a removal may be among what is read.
    pub(crate) fn signals(&self, room: RoomId) -> bool {
        self.follows(StreamId::Room(room)) && !self.in_catch_up(StreamId::User(self.user))
    }

    /// Whether the log of the stream is being read, or will be.
    fn in_catch_up(&self, stream: StreamId) -> bool {
        self.behind.contains(&stream) || self.is_read(stream)
    }

    fn is_read(&self, stream: StreamId) -> bool {
        self.reading.is_some_and(|(reading, _)| reading == stream)
    }

    fn place(&mut self, stream: StreamId, sent: u64, known: u64) {
        self.streams.insert(stream, Position { sent, known });
        if sent < known {
            self.behind.insert(stream);
        } else {
            self.behind.remove(&stream);
        }
    }
}

/// A refusal in the words of `code`.
pub(crate) fn refusal(id: Option<CommandId>, code: ErrorCode) -> ServerFrame {
    let message = crate::http::error::detail(code);
    let retry_ms = None;
    ServerFrame::Error {
        id,
        code,
        message,
        retry_ms,
    }
}

#[cfg(test)]
mod tests;
