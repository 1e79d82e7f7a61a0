//! The server's end of a connection: `connection.rs` without its I/O. What it decides beyond [`Session`] is mirrored
//! here step by step, under the same names.

use super::fault::Fault;
use crate::{
    live::{
        hub::{Batch, Delivery, Dismissal, RoomChange, Subscription},
        session::{Greeting, Live, Request, Session, Trimmed, refusal},
    },
    store::{EventPage, Standing},
    token::TokenHash,
};
use app::read::read;
use protocol::{
    Command, CommandId, Conversation, ErrorCode, Event, ServerFrame, Signal, StreamId, UserId,
};
use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    sync::Arc,
};

/// Batches that may wait for a read: few, so that it happens that there are more.
const WAITING: usize = 3;
/// Commands and reads that may be under way.
const PIPELINE: usize = 6;
/// How often a client makes a sound, in milliseconds.
pub(super) const HEARTBEAT_MS: u64 = 5_000;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Gone,
    Lagged,
    SignedOut,
    ShuttingDown,
    Silent,
    Trimmed,
}

impl Ending {
    pub(super) fn code(self) -> Option<u16> {
        match self {
            Self::Gone => None,
            Self::SignedOut => Some(4401),
            Self::ShuttingDown | Self::Trimmed => Some(1001),
            Self::Lagged | Self::Silent => Some(1008),
        }
    }
}

/// What a connection waits for while it goes on serving.
#[derive(Debug)]
pub(super) enum Work {
    Standing(Greeting),
    Page(StreamId, u64),
    Command(CommandId, Command),
}

/// What came of a piece of work.
#[derive(Debug)]
pub(super) enum Done {
    Answer(ServerFrame),
    Standing(Greeting, Option<Standing>),
    Page(StreamId, Option<EventPage>),
}

/// What a turn leads to, for the world to perform.
#[derive(Default)]
pub(super) struct Deeds {
    pub(super) frames: Vec<ServerFrame>,
    pub(super) work: Vec<Work>,
}

pub(super) struct Line {
    pub(super) user: UserId,
    pub(super) token: TokenHash,
    session: Session,
    pub(super) subscription: Subscription,
    waiting: Vec<Arc<Batch>>,
    /// Frames from the client; none where it has closed the connection.
    pub(super) inbox: VecDeque<Option<String>>,
    pub(super) done: VecDeque<Done>,
    pub(super) under_way: usize,
    /// When the client was heard last.
    pub(super) heard: u64,
    /// Until when it is stuck in writing to a client that does not read.
    pub(super) stuck_until: u64,
    /// Whether its next turn is planned.
    pub(super) woken: bool,
    fault: Option<Fault>,
    /// With [`Fault::RemovedStillServed`], the streams that it never loses.
    granted: BTreeMap<StreamId, u64>,
}

/// What a connection can turn to.
#[derive(Clone, Copy)]
pub(super) enum Source {
    Dismissal(Dismissal),
    Inbox,
    Deliveries,
    Done,
}

impl Line {
    pub(super) fn new(
        user: UserId,
        token: TokenHash,
        subscription: Subscription,
        now: u64,
        fault: Option<Fault>,
    ) -> Self {
        Self {
            user,
            token,
            session: Session::new(user),
            subscription,
            waiting: Vec::new(),
            inbox: VecDeque::new(),
            done: VecDeque::new(),
            under_way: 0,
            heard: now,
            stuck_until: 0,
            woken: false,
            fault,
            granted: BTreeMap::new(),
        }
    }

    /// What is ready; `select!` would take any of it.
    pub(super) fn ready(&mut self) -> Vec<Source> {
        let mut ready = Vec::new();
        if let Ok(dismissal) = self.subscription.dismissal.try_recv()
            && !(dismissal == Dismissal::Lagged && self.fault == Some(Fault::LagIgnored))
        {
            // It is heard of once only, so it is dealt with at once.
            return vec![Source::Dismissal(dismissal)];
        }
        if !self.inbox.is_empty() && self.under_way < PIPELINE {
            ready.push(Source::Inbox);
        }
        if !self.subscription.deliveries.is_empty() {
            ready.push(Source::Deliveries);
        }
        if !self.done.is_empty() {
            ready.push(Source::Done);
        }
        ready
    }

    pub(super) fn is_idle(&self) -> bool {
        let queues = self.inbox.is_empty() && self.done.is_empty();
        queues && self.under_way == 0 && self.subscription.deliveries.is_empty()
    }

    pub(super) fn unrest(&self) -> String {
        format!(
            "{} heard, {} done, {} under way, {} to deliver, woken {}",
            self.inbox.len(),
            self.done.len(),
            self.under_way,
            self.subscription.deliveries.len(),
            self.woken
        )
    }

    pub(super) fn turn(&mut self, source: Source, now: u64) -> Result<Deeds, Ending> {
        let mut deeds = Deeds::default();
        self.subscription.listen(&self.granted);
        match source {
            Source::Dismissal(Dismissal::SignedOut) => return Err(Ending::SignedOut),
            Source::Dismissal(Dismissal::Lagged | Dismissal::Recast) => return Err(Ending::Lagged),
            Source::Inbox => {
                let heard = self.inbox.pop_front().flatten().ok_or(Ending::Gone)?;
                self.heard = now;
                let request = self.session.hear(&heard);
                self.begin(request, &mut deeds);
            }
            Source::Deliveries => {
                if let Ok(delivery) = self.subscription.deliveries.try_recv() {
                    self.deliver(delivery, &mut deeds);
                }
            }
            Source::Done => {
                if let Some(done) = self.done.pop_front() {
                    self.finish(done, &mut deeds)?;
                }
            }
        }
        self.read_on(&mut deeds);
        self.under_way += deeds.work.len();
        Ok(deeds)
    }

    fn begin(&mut self, request: Request, deeds: &mut Deeds) {
        match request {
            Request::Answer(frame) => deeds.frames.push(frame),
            Request::Typing(Conversation { room, thread }) => {
                let user = self.user;
                if self.session.signals(room) {
                    self.subscription
                        .signal(room, Signal::Typing { room, thread, user });
                }
            }
            Request::Presence { active } => self.subscription.tell_presence(active),
            Request::Greet(greeting) => deeds.work.push(Work::Standing(greeting)),
            Request::Command { id, command } => deeds.work.push(Work::Command(id, command)),
        }
    }

    fn finish(&mut self, done: Done, deeds: &mut Deeds) -> Result<(), Ending> {
        match done {
            Done::Answer(frame) => deeds.frames.push(frame),
            Done::Standing(greeting, standing) => {
                let standing = standing.ok_or(Ending::SignedOut)?;
                match self.session.greet(&greeting, &standing) {
                    Ok(()) => self.welcome(standing, deeds),
                    Err(reason) => deeds.frames.push(ServerFrame::Resync { reason }),
                }
            }
            Done::Page(stream, page) => {
                let mut page = page;
                let gained = self.session.page(page.as_mut());
                let gained = gained.map_err(|Trimmed| Ending::Trimmed)?;
                self.listen(gained.into_iter().collect());
                match page {
                    None if self.session.follows(stream) => {}
                    None => self.subscription.ignore(stream),
                    Some(page) if page.events.is_empty() => {}
                    Some(page) => {
                        let events = page.events;
                        self.take_leave(&events);
                        deeds.frames.push(ServerFrame::Events { stream, events });
                    }
                }
                let waiting = mem::take(&mut self.waiting);
                self.pass_all(waiting, deeds);
            }
        }
        Ok(())
    }

    fn welcome(&mut self, standing: Standing, deeds: &mut Deeds) {
        let streams: BTreeMap<_, _> = standing
            .streams
            .into_iter()
            .map(|(stream, bounds)| (stream, bounds.seq))
            .collect();
        self.listen(streams.clone());
        if self.fault == Some(Fault::RemovedStillServed) {
            let for_ever = streams.keys().map(|stream| (*stream, u64::MAX));
            self.granted = for_ever.collect();
        }
        deeds.frames.push(ServerFrame::Welcome {
            epoch: standing.epoch,
            user: self.user,
            streams,
            heartbeat_ms: HEARTBEAT_MS,
            version: String::new(),
        });
    }

    fn read_on(&mut self, deeds: &mut Deeds) {
        if let Some((stream, after)) = self.session.next_to_read() {
            deeds.work.push(Work::Page(stream, after));
        }
    }

    fn deliver(&mut self, delivery: Delivery, deeds: &mut Deeds) {
        match delivery {
            Delivery::Events(batches) => self.pass_all(batches, deeds),
            Delivery::Signal { room, frame } if self.session.signals(room) => {
                deeds.frames.extend(read(&frame));
            }
            Delivery::Presence(frame) => deeds.frames.extend(read(&frame)),
            Delivery::Signal { .. } => {}
        }
    }

    fn pass_all(&mut self, batches: Vec<Arc<Batch>>, deeds: &mut Deeds) {
        for batch in batches {
            match self.session.live(&batch) {
                Live::Forward => {
                    self.hear_of(&batch.rooms);
                    deeds
                        .frames
                        .push(read(&batch.frame).expect("a frame reads"));
                }
                Live::Wait if self.waiting.len() < WAITING => self.waiting.push(batch),
                Live::Wait => self.session.know(batch.stream, batch.last),
                Live::Skip if self.granted.contains_key(&batch.stream) => {
                    deeds
                        .frames
                        .push(read(&batch.frame).expect("a frame reads"));
                }
                Live::Skip => {}
            }
        }
    }

    fn listen(&mut self, streams: BTreeMap<StreamId, u64>) {
        let taken = self.subscription.listen(&streams);
        for stream in streams.keys() {
            match taken.get(stream) {
                Some(_) if self.fault == Some(Fault::ListenAfterStanding) => {}
                Some(published) => self.session.know(*stream, *published),
                None => self.session.forget(*stream),
            }
        }
    }

    fn take_leave(&self, events: &[Event]) {
        for change in events.iter().filter_map(RoomChange::of) {
            if let RoomChange::Removed { room } = change
                && let room = StreamId::Room(room)
                && !self.session.follows(room)
            {
                self.subscription.ignore(room);
            }
        }
    }

    fn hear_of(&mut self, rooms: &[RoomChange]) {
        for change in rooms {
            if let RoomChange::Added { room, seq } = *change
                && let room = StreamId::Room(room)
                && self.session.follows(room)
                && !self.subscription.hears(room)
            {
                self.listen(BTreeMap::from([(room, seq + 1)]));
            }
        }
    }
}

/// The refusal of a command.
pub(super) fn refused(id: CommandId, code: ErrorCode) -> ServerFrame {
    refusal(Some(id), code)
}
