//! The decisions of one connection, without clock, randomness or I/O: each input returns the frames to write and the work
//! to start. `connection.rs`, the simulator and the fuzzer drive this same core.

pub use super::{
    bounds::Bounds,
    output::{Output, Work, WorkResult},
};

use super::{backlog::Backlog, ending::Ending};
use crate::{
    live::{
        allowance::Allowance,
        hub::{Batch, Delivery, Dismissal, RoomChange, Subscription},
        session::{Live, Request, Session, refusal},
        transport::Received,
    },
    store::{EventPage, Standing},
};
use protocol::{Conversation, ErrorCode, Event, ServerFrame, Signal, StreamId, UserId};
use std::{collections::BTreeMap, mem, sync::Arc};
use tokio::time::Instant;

#[cfg(test)]
use crate::simulator::model::fault::{Fault, is_planted};

/// The core of one connection.
pub struct Core {
    user: UserId,
    session: Session,
    pub subscription: Subscription,
    allowance: Arc<Allowance>,
    bounds: Bounds,
    backlog: Backlog,
    /// Batches that may follow the page that is being read.
    deferred: Vec<Arc<Batch>>,
    /// How much work is started and not finished.
    in_progress: usize,
    connected_at: Instant,
    heard_at: Instant,
}

impl Core {
    pub fn new(
        user: UserId,
        subscription: Subscription,
        allowance: Arc<Allowance>,
        bounds: Bounds,
        now: Instant,
    ) -> Self {
        Self {
            user,
            session: Session::new(user),
            subscription,
            allowance,
            bounds,
            backlog: Backlog::new(bounds.backlog),
            deferred: Vec::new(),
            in_progress: 0,
            connected_at: now,
            heard_at: now,
        }
    }

    /// Returns whether the client may be read from.
    pub(crate) fn is_listening(&self) -> bool {
        self.in_progress < self.bounds.pipeline
    }

    /// Returns when to call [`Core::tick`] next.
    pub(crate) fn wake_at(&self) -> Instant {
        let turn = self.backlog.turn().filter(|_| self.is_listening());
        let deadline = self.deadline();
        turn.map_or(deadline, |turn| turn.min(deadline))
    }

    fn deadline(&self) -> Instant {
        let silent = self.heard_at + self.bounds.silence;
        // The backlog may hold a `hello`.
        if self.session.greeted() || !self.backlog.is_empty() {
            silent
        } else {
            silent.min(self.connected_at + self.bounds.hello)
        }
    }

    /// Handles the passing of time.
    ///
    /// # Errors
    ///
    /// The reason why the connection ends; so for the other inputs.
    pub(crate) fn tick(&mut self, now: Instant) -> Result<Output, Ending> {
        if self.is_listening()
            && let Some(frame) = self.backlog.pop(&self.allowance, now)
        {
            return self.handle(frame);
        }
        if now >= self.deadline() {
            return Err(Ending::Silent);
        }
        Ok(Output::default())
    }

    /// Takes what the client sent. It is handled at once if the person's allowance covers it.
    pub fn receive(&mut self, received: Received, now: Instant) -> Result<Output, Ending> {
        self.heard_at = now;
        match received {
            Received::Text(_) | Received::Binary | Received::KeepAlive => {}
            Received::TooLarge => return Err(Ending::TooLarge),
            Received::Violation => return Err(Ending::Violation),
            Received::NotUtf8 => return Err(Ending::NotUtf8),
            Received::Closed => return Err(Ending::Gone),
        }
        if self.backlog.is_empty() && self.allowance.try_take(now, 1) {
            return self.handle(received);
        }
        self.backlog.push(received, &self.allowance, now)?;
        Ok(Output::default())
    }

    fn handle(&mut self, frame: Received) -> Result<Output, Ending> {
        let mut output = Output::default();
        match frame {
            Received::Text(text) => {
                let request = self.session.hear(&text);
                self.begin(request, &mut output)?;
            }
            Received::Binary => output.say(&refusal(None, ErrorCode::BadFrame))?,
            _ => {}
        }
        Ok(self.read_on(output))
    }

    fn begin(&mut self, request: Request, output: &mut Output) -> Result<(), Ending> {
        match request {
            Request::Answer(frame) => output.say(&frame)?,
            Request::Typing(Conversation { room, thread }) => {
                let user = self.user;
                if self.session.signals(room) {
                    let typing = Signal::Typing { room, thread, user };
                    self.subscription.signal(room, typing);
                }
            }
            Request::Presence { active } => self.subscription.set_active(active),
            Request::Attention(attention) => self.subscription.set_attention(attention),
            Request::Greet(greeting) => self.start(Work::Standing(greeting), output),
            Request::Command { id, command } => self.start(Work::Command { id, command }, output),
        }
        Ok(())
    }

    fn start(&mut self, work: Work, output: &mut Output) {
        self.in_progress += 1;
        output.work.push(work);
    }

    /// Takes the result of work that was started.
    pub fn finish(&mut self, result: WorkResult) -> Result<Output, Ending> {
        self.in_progress = self.in_progress.saturating_sub(1);
        let mut output = Output::default();
        match result {
            WorkResult::Answer(frame) => output.say(&frame)?,
            WorkResult::Standing(greeting, standing) => {
                let standing = standing.ok_or(Ending::SignedOut)?;
                match self.session.greet(&greeting, &standing) {
                    Ok(()) => self.welcome(standing, &mut output)?,
                    Err(reason) => output.say(&ServerFrame::Resync { reason })?,
                }
            }
            WorkResult::Page(stream, page) => self.turn_page(stream, page, &mut output)?,
            WorkResult::Failed => return Err(Ending::Fault),
        }
        Ok(self.read_on(output))
    }

    fn welcome(&mut self, standing: Standing, output: &mut Output) -> Result<(), Ending> {
        let streams: BTreeMap<_, _> = standing
            .streams
            .into_iter()
            .map(|(stream, bounds)| (stream, bounds.seq))
            .collect();
        self.listen(streams.clone());
        self.subscription.attend();
        output.say(&ServerFrame::Welcome {
            epoch: standing.epoch,
            user: self.user,
            streams,
            heartbeat_ms: u64::try_from(self.bounds.heartbeat.as_millis()).unwrap_or(u64::MAX),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    fn turn_page(
        &mut self,
        stream: StreamId,
        mut page: Option<EventPage>,
        output: &mut Output,
    ) -> Result<(), Ending> {
        let gained = self.session.page(page.as_mut())?;
        self.listen(gained.into_iter().collect());
        match page {
            None if self.session.follows(stream) => {}
            None => self.subscription.ignore(stream),
            Some(page) if page.events.is_empty() => {}
            Some(page) => {
                let events = page.events;
                self.ignore_removed_rooms(&events);
                output.say(&ServerFrame::Events { stream, events })?;
            }
        }
        let deferred = mem::take(&mut self.deferred);
        self.forward(deferred, output);
        Ok(())
    }

    /// Starts to read the log of a stream that the client is behind on.
    fn read_on(&mut self, mut output: Output) -> Output {
        if let Some((stream, after)) = self.session.next_to_read() {
            self.start(Work::Page { stream, after }, &mut output);
        }
        output
    }

    /// Takes the news that the hub has removed the connection.
    pub(crate) fn dismiss(&mut self, dismissal: Dismissal) -> Result<Output, Ending> {
        #[cfg(test)]
        if dismissal == Dismissal::Lagged && is_planted(Fault::LagIgnored) {
            return Ok(Output::default());
        }
        Err(dismissal.into())
    }

    /// Takes a delivery of the hub.
    pub fn deliver(&mut self, delivery: Delivery) -> Result<Output, Ending> {
        let mut output = Output::default();
        match delivery {
            Delivery::Events(batches) => self.forward(batches, &mut output),
            Delivery::Signal { room, frame } if self.session.signals(room) => {
                output.frames.push(frame);
            }
            Delivery::Signal { .. } => {}
            Delivery::Presence(frame) => output.frames.push(frame),
        }
        Ok(self.read_on(output))
    }

    fn forward(&mut self, batches: Vec<Arc<Batch>>, output: &mut Output) {
        for batch in batches {
            match self.session.live(&batch) {
                Live::Forward => {
                    self.listen_to_added_rooms(&batch.rooms);
                    output.frames.push(batch.frame.clone());
                }
                Live::Wait if self.deferred.len() < self.bounds.deferred => {
                    self.deferred.push(batch);
                }
                Live::Wait => self.session.know(batch.stream, batch.last),
                Live::Skip => {}
            }
        }
    }

    /// Subscribes to streams that the person may see. The log has what was published after they were looked up; the hub
    /// refuses those that the person was removed from meanwhile.
    fn listen(&mut self, streams: BTreeMap<StreamId, u64>) {
        let taken = self.subscription.listen(&streams);
        for stream in streams.keys() {
            match taken.get(stream) {
                #[cfg(test)]
                Some(_) if is_planted(Fault::ListenAfterStanding) => {}
                Some(published) => self.session.know(*stream, *published),
                None => self.session.forget(*stream),
            }
        }
    }

    /// Unsubscribes from rooms that events of the log removed the person from.
    fn ignore_removed_rooms(&self, events: &[Event]) {
        for change in events.iter().filter_map(RoomChange::of) {
            if let RoomChange::Removed { room } = change
                && let room = StreamId::Room(room)
                && !self.session.follows(room)
            {
                self.subscription.ignore(room);
            }
        }
    }

    /// Subscribes to added rooms that the end of an earlier membership has unsubscribed from.
    fn listen_to_added_rooms(&mut self, rooms: &[RoomChange]) {
        for change in rooms {
            if let RoomChange::Added { room, seq } = *change
                && let room = StreamId::Room(room)
                && self.session.follows(room)
                && !self.subscription.is_listening(room)
            {
                self.listen(BTreeMap::from([(room, seq + 1)]));
            }
        }
    }
}
