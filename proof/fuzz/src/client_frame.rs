//! The server's connection core and hub, with arbitrary frames from a client.

use protocol::{
    Command, Cursors, Epoch, Event, EventKind, Room, RoomId, RoomKind, ServerFrame, StreamId,
    Timestamp, UserId, read::read,
};
use server::{
    Tuning,
    connection::{
        Allowances, Bounds, Core, Ending, EventPage, Greeting, Hub, Output, Received, Standing,
        StreamBounds, Work, WorkResult,
    },
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

const EPOCH: Epoch = Epoch(Uuid::from_u128(1));
const ADA: UserId = UserId(Uuid::from_u128(2));
const ROOM: RoomId = RoomId(Uuid::from_u128(3));
const OWN: StreamId = StreamId::User(ADA);
const TEA: StreamId = StreamId::Room(ROOM);
/// Events that the room's log no longer keeps.
const TRIMMED: u64 = 2;
/// Events in a page of the log.
const PAGE: usize = 2;
/// Batches that may wait for a page.
const DEFERRED: usize = 2;
/// More than one command publishes.
const QUEUE: usize = 16;

/// Sends each line as a frame on a connection of Ada's. Her commands change a small world.
///
/// # Panics
///
/// If the client cannot read an answer, or if the events of a stream have a gap or an overlap or end too early.
pub fn client_frame(text: &str) {
    let mut world = ConnectionHarness::new();
    for line in text.lines() {
        world.receive(line);
    }
    world.finish_reads();
}

/// A connection, the store behind it and the client before it.
struct ConnectionHarness {
    hub: Arc<Hub>,
    core: Core,
    now: Instant,
    logs: BTreeMap<StreamId, Vec<Event>>,
    is_member: bool,
    /// The page that is being read. `None` in it if Ada may not see the stream.
    reading: Option<(StreamId, Option<EventPage>)>,
    /// The cursors that the last greeting leads to.
    greeted: Cursors,
    /// The client's cursors; `None` before the first welcome.
    client: Option<Cursors>,
}

impl ConnectionHarness {
    fn new() -> Self {
        let hub = Arc::new(Hub::new(QUEUE, Duration::ZERO));
        let tuning = Tuning::default();
        let allowance = Allowances::new(false, &tuning).of(ADA);
        let bounds = Bounds {
            deferred: DEFERRED,
            ..Bounds::from(&tuning)
        };
        let now = Instant::now();
        let subscription = hub.enter(ADA, [0; 32]);
        let mut world = Self {
            core: Core::new(ADA, subscription, allowance, bounds, now.into()),
            hub,
            now,
            logs: BTreeMap::new(),
            is_member: true,
            reading: None,
            greeted: Cursors::new(),
            client: None,
        };
        for (stream, events) in [(StreamId::Workspace, 2), (OWN, 3), (TEA, 9)] {
            for _ in 0..events {
                world.log(stream, EventKind::Unknown);
            }
        }
        world
    }

    fn receive(&mut self, line: &str) {
        let received = Received::Text(line.into());
        let output = self.core.receive(received, self.now.into());
        let answers = output
            .as_ref()
            .is_ok_and(|output| !output.frames.is_empty());
        self.perform(output);
        if answers {
            // Let a page arrive at some point: here.
            self.finish_read();
        }
    }

    /// Writes the frames to the client, does the work, and delivers what the hub has for the connection.
    fn perform(&mut self, output: Result<Output, Ending>) {
        // The client is never too slow, and the log is not trimmed while it is read.
        let output = output.expect("a connection that goes on");
        for frame in output.frames {
            let read = read::<ServerFrame>(&frame);
            self.client_receives(read.unwrap_or_else(|| panic!("unreadable: {frame}")));
        }
        for work in output.work {
            self.start(work);
        }
        while let Ok(delivery) = self.core.subscription.deliveries.try_recv() {
            let output = self.core.deliver(delivery);
            self.perform(output);
        }
    }

    fn start(&mut self, work: Work) {
        match work {
            Work::Standing(greeting) => {
                let standing = self.standing();
                self.greeted = cursors(&greeting, &standing);
                self.finish(WorkResult::Standing(greeting, Some(standing)));
            }
            Work::Page { stream, after } => {
                let log = &self.logs[&stream];
                let later = log.iter().filter(|event| event.seq > after);
                let page = EventPage {
                    events: later.take(PAGE).cloned().collect(),
                    head: log.len() as u64,
                };
                self.reading = Some((stream, self.may_see(stream).then_some(page)));
            }
            Work::Command { id, command } => {
                self.finish(WorkResult::Answer(ServerFrame::Ack {
                    id,
                    stream: Some(TEA),
                    seq: Some(1),
                    message: None,
                }));
                let events = self.change(&command);
                self.hub.publish(events);
                self.perform(Ok(Output::default()));
            }
        }
    }

    fn finish(&mut self, result: WorkResult) {
        let output = self.core.finish(result);
        self.perform(output);
    }

    fn standing(&self) -> Standing {
        let bounds = |(stream, events): (&StreamId, &Vec<Event>)| {
            let trimmed = if *stream == TEA { TRIMMED } else { 0 };
            let seq = events.len() as u64;
            (*stream, StreamBounds { seq, trimmed })
        };
        let visible = self.logs.iter();
        let visible = visible.filter(|(stream, _)| self.may_see(**stream));
        Standing {
            epoch: EPOCH,
            streams: visible.map(bounds).collect(),
        }
    }

    fn may_see(&self, stream: StreamId) -> bool {
        self.is_member || stream != TEA
    }

    /// Performs a command: it adds an event to a stream, or Ada leaves or joins the room.
    fn change(&mut self, command: &Command) -> Vec<(StreamId, Event)> {
        match command {
            Command::Send(_) | Command::Edit { .. } => vec![self.log(TEA, EventKind::Unknown)],
            Command::Read { .. }
            | Command::MarkUnread { .. }
            | Command::ReadThread { .. }
            | Command::Follow { .. }
            | Command::Draft { .. } => vec![self.log(OWN, EventKind::Unknown)],
            Command::Delete { .. } if self.is_member => {
                self.is_member = false;
                let (room, deleted) = (ROOM, false);
                vec![
                    self.log(TEA, EventKind::MemberLeft { user: ADA }),
                    self.log(OWN, EventKind::RoomRemoved { room, deleted }),
                ]
            }
            Command::React { .. } if !self.is_member => {
                self.is_member = true;
                let room = room(self.logs[&TEA].len() as u64);
                vec![
                    self.log(OWN, EventKind::RoomAdded { room }),
                    self.log(TEA, EventKind::MemberJoined { user: ADA }),
                ]
            }
            Command::Delete { .. } | Command::React { .. } | Command::Unknown => {
                vec![self.log(StreamId::Workspace, EventKind::Unknown)]
            }
        }
    }

    fn log(&mut self, stream: StreamId, kind: EventKind) -> (StreamId, Event) {
        let log = self.logs.entry(stream).or_default();
        let event = Event {
            seq: log.len() as u64 + 1,
            at: Timestamp(0),
            actor: ADA,
            kind,
        };
        log.push(event.clone());
        (stream, event)
    }

    fn client_receives(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Welcome { .. } => self.client = Some(self.greeted.clone()),
            ServerFrame::Events { stream, events } => self.client_applies(stream, &events),
            _ => {}
        }
    }

    fn client_applies(&mut self, stream: StreamId, events: &[Event]) {
        let client = self.client.as_mut().expect("a client that is welcome");
        for event in events {
            let cursor = client.get_mut(&stream).expect("a stream of the client's");
            assert_eq!(event.seq, *cursor + 1, "a gap or an overlap in {stream}");
            *cursor = event.seq;
            match &event.kind {
                EventKind::RoomAdded { room } => {
                    client.insert(StreamId::Room(room.id), room.seq);
                }
                EventKind::RoomRemoved { room, .. } => {
                    client.remove(&StreamId::Room(*room));
                }
                _ => {}
            }
        }
    }

    fn finish_read(&mut self) -> bool {
        let Some((stream, page)) = self.reading.take() else {
            return false;
        };
        self.finish(WorkResult::Page(stream, page));
        true
    }

    /// Finishes all reads, after which the client has everything.
    fn finish_reads(&mut self) {
        while self.finish_read() {}
        if let Some(client) = &self.client {
            for (stream, bounds) in self.standing().streams {
                let cursor = client.get(&stream).copied();
                assert_eq!(cursor, Some(bounds.seq), "{stream} ends too early");
            }
        }
    }
}

/// The cursors of a client that is welcomed.
fn cursors(greeting: &Greeting, standing: &Standing) -> Cursors {
    let cursor = |(stream, bounds): (&StreamId, &StreamBounds)| {
        let shown = greeting.epoch.and(greeting.cursors.get(stream));
        (*stream, shown.copied().unwrap_or(bounds.seq))
    };
    standing.streams.iter().map(cursor).collect()
}

fn room(seq: u64) -> Room {
    Room {
        id: ROOM,
        name: Some("Tea".to_owned()),
        kind: RoomKind::Closed,
        seq,
        read_seq: seq,
        unread: 0,
        ..Room::default()
    }
}
