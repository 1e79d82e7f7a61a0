//! What the fuzzer runs of the server; no part of the product.

use crate::{
    live::{
        hub::{Batch, RoomChange, batches, encode},
        session::{Greeting, Live, Request, Session},
    },
    store::{EventPage, Standing, StreamBounds},
};
use protocol::{
    Command, Cursors, Epoch, Event, EventKind, Room, RoomId, RoomKind, ServerFrame, StreamId,
    Timestamp, UserId,
};
use std::{collections::BTreeMap, mem};
use uuid::Uuid;

const EPOCH: Epoch = Epoch(Uuid::from_u128(1));
const ADA: UserId = UserId(Uuid::from_u128(2));
const ROOM: RoomId = RoomId(Uuid::from_u128(3));
const OWN: StreamId = StreamId::User(ADA);
const TEA: StreamId = StreamId::Room(ROOM);
/// Events of the room that its log no longer keeps.
const TRIMMED: u64 = 2;
/// Events in a page of catch-up.
const PAGE: usize = 2;
/// Batches that may wait for a page.
const WAITING: usize = 2;

/// Has a session of Ada's hear each line as a frame, in a small world where its commands make things happen.
///
/// # Panics
/// When an answer cannot be read by the client, or what the client is sent of a stream has a gap, an overlap or an end
/// that comes too early.
pub fn client_frame(text: &str) {
    let mut connection = Connection::new();
    for line in text.lines() {
        connection.hear(line);
    }
    connection.drain();
}

/// A connection, and the world behind it, without any I/O.
struct Connection {
    session: Session,
    logs: BTreeMap<StreamId, Vec<Event>>,
    member: bool,
    /// What is being read of a log: none where Ada may not see it.
    reading: Option<(StreamId, Option<EventPage>)>,
    waiting: Vec<Batch>,
    /// What the client has of each stream; none until it is welcome.
    client: Option<Cursors>,
}

impl Connection {
    fn new() -> Self {
        let mut world = Self {
            session: Session::new(ADA),
            logs: BTreeMap::new(),
            member: true,
            reading: None,
            waiting: Vec::new(),
            client: None,
        };
        for (stream, events) in [(StreamId::Workspace, 2), (OWN, 3), (TEA, 9)] {
            for _ in 0..events {
                world.log(stream, EventKind::Unknown);
            }
        }
        world
    }

    fn hear(&mut self, line: &str) {
        self.read_on();
        match self.session.hear(line) {
            Request::Answer(frame) => {
                is_readable(&frame);
                // A moment in which a read comes to its end.
                self.end_read();
            }
            Request::Typing(at) => {
                self.session.signals(at.room);
            }
            Request::Presence { .. } => {}
            Request::Greet(greeting) => self.greet(&greeting),
            Request::Command { id, command } => {
                is_readable(&ServerFrame::Ack {
                    id,
                    stream: Some(TEA),
                    seq: Some(1),
                    message: None,
                });
                self.perform(&command);
            }
        }
    }

    fn greet(&mut self, greeting: &Greeting) {
        let standing = self.standing();
        match self.session.greet(greeting, &standing) {
            Ok(()) => {
                let cursor = |(stream, bounds): (&StreamId, &StreamBounds)| {
                    let shown = greeting.epoch.and(greeting.cursors.get(stream));
                    (*stream, shown.copied().unwrap_or(bounds.seq))
                };
                self.client = Some(standing.streams.iter().map(cursor).collect());
            }
            Err(reason) => is_readable(&ServerFrame::Resync { reason }),
        }
    }

    fn standing(&self) -> Standing {
        let bounds = |(stream, events): (&StreamId, &Vec<Event>)| {
            let (seq, trimmed) = (events.len() as u64, trimmed(*stream));
            (*stream, StreamBounds { seq, trimmed })
        };
        let seen = self.logs.iter().filter(|(stream, _)| self.sees(**stream));
        Standing {
            epoch: EPOCH,
            streams: seen.map(bounds).collect(),
        }
    }

    fn sees(&self, stream: StreamId) -> bool {
        self.member || stream != TEA
    }

    /// What a command makes happen: a message, news of Ada's own, or that she leaves or enters the room.
    fn perform(&mut self, command: &Command) {
        match command {
            Command::Send(_) | Command::Edit { .. } => self.publish(TEA, EventKind::Unknown),
            Command::Read { .. }
            | Command::MarkUnread { .. }
            | Command::ReadThread { .. }
            | Command::Follow { .. }
            | Command::Draft { .. } => {
                self.publish(OWN, EventKind::Unknown);
            }
            Command::Delete { .. } if self.member => {
                self.member = false;
                self.publish(
                    OWN,
                    EventKind::RoomRemoved {
                        room: ROOM,
                        deleted: false,
                    },
                );
            }
            Command::React { .. } if !self.member => {
                self.member = true;
                let seq = self.logs[&TEA].len() as u64;
                self.publish(OWN, EventKind::RoomAdded { room: room(seq) });
                self.publish(TEA, EventKind::MemberJoined { user: ADA });
            }
            Command::Delete { .. } | Command::React { .. } | Command::Unknown => {
                self.publish(StreamId::Workspace, EventKind::Unknown);
            }
        }
    }

    fn log(&mut self, stream: StreamId, kind: EventKind) -> Event {
        let log = self.logs.entry(stream).or_default();
        let event = Event {
            seq: log.len() as u64 + 1,
            at: Timestamp(0),
            actor: ADA,
            kind,
        };
        log.push(event.clone());
        event
    }

    fn publish(&mut self, stream: StreamId, kind: EventKind) {
        let event = self.log(stream, kind);
        if self.sees(stream) && self.client.is_some() {
            for batch in batches(vec![(stream, event)]) {
                self.pass(batch);
            }
        }
    }

    fn pass(&mut self, batch: Batch) {
        match self.session.live(&batch) {
            Live::Forward => self.sent(batch.stream, batch.first, batch.last),
            Live::Wait if self.waiting.len() < WAITING => self.waiting.push(batch),
            Live::Wait => self.session.know(batch.stream, batch.last),
            Live::Skip => {}
        }
    }

    fn read_on(&mut self) {
        if let Some((stream, after)) = self.session.next_to_read() {
            let log = &self.logs[&stream];
            let later = log.iter().filter(|event| event.seq > after);
            let page = EventPage {
                events: later.take(PAGE).cloned().collect(),
                head: log.len() as u64,
            };
            self.reading = Some((stream, self.sees(stream).then_some(page)));
        }
    }

    fn end_read(&mut self) {
        let Some((stream, mut page)) = self.reading.take() else {
            return;
        };
        // Nothing is ever trimmed here.
        let gained = self.session.page(page.as_mut()).expect("a whole log");
        let events = page.map(|page| page.events).unwrap_or_default();
        if let (Some(first), Some(last)) = (events.first(), events.last()) {
            self.sent(stream, first.seq, last.seq);
        }
        for (stream, _) in gained {
            match self.sees(stream) {
                true => self.session.know(stream, self.logs[&stream].len() as u64),
                false => self.session.forget(stream),
            }
        }
        for batch in mem::take(&mut self.waiting) {
            self.pass(batch);
        }
    }

    /// The client is sent these events, and does with them what it does.
    fn sent(&mut self, stream: StreamId, first: u64, last: u64) {
        let client = self.client.as_mut().expect("a client that is welcome");
        let cursor = client.get_mut(&stream).expect("a stream of the client's");
        assert_eq!(first, *cursor + 1, "a gap or an overlap in {stream}");
        *cursor = last;
        let events = self.logs[&stream].iter().filter(|event| {
            let seq = event.seq;
            first <= seq && seq <= last
        });
        for change in events.filter_map(RoomChange::of) {
            match change {
                RoomChange::Added { room, seq } => client.insert(StreamId::Room(room), seq),
                RoomChange::Removed { room } => client.remove(&StreamId::Room(room)),
            };
        }
    }

    /// Lets all reads come to their end: then the client has everything.
    fn drain(&mut self) {
        self.read_on();
        while self.reading.is_some() {
            self.end_read();
            self.read_on();
        }
        if let Some(client) = &self.client {
            for (stream, bounds) in self.standing().streams {
                let cursor = client.get(&stream).copied();
                assert_eq!(cursor, Some(bounds.seq), "{stream} ends too early");
            }
        }
    }
}

fn trimmed(stream: StreamId) -> u64 {
    if stream == TEA { TRIMMED } else { 0 }
}

fn room(seq: u64) -> Room {
    Room {
        id: ROOM,
        name: "Tea".to_owned(),
        kind: RoomKind::Closed,
        seq,
        read_seq: seq,
        unread: 0,
        ..Room::default()
    }
}

fn is_readable(frame: &ServerFrame) {
    let text = encode(frame).expect("serialises");
    assert!(app::read::read::<ServerFrame>(&text).is_some(), "{text}");
}
