//! Who is connected, and what each of them listens to. Takes the events that are on disk, in order, and hands each to
//! the connections that may see it; nobody waits for a connection that falls behind.

mod batch;
mod presence;
mod roster;

#[cfg(test)]
pub(crate) use batch::batches;
pub(crate) use batch::{Batch, RoomChange, encode};

use crate::token::TokenHash;
use axum::extract::ws::Utf8Bytes;
use protocol::{Event, RoomId, ServerFrame, Signal, StreamId, UserId};
use roster::Roster;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};

/// Names a connection while it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ConnectionId(u64);

/// What a connection gets from the hub.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// What one commit has for it. It takes one place in the queue, however much it is.
    Events(Vec<Arc<Batch>>),
    Signal {
        room: RoomId,
        frame: Utf8Bytes,
    },
    /// Whose presence has changed, for one who has been welcomed.
    Presence(Utf8Bytes),
}

/// Why the hub ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dismissal {
    /// Its queue was full.
    Lagged,
    /// Its session is over.
    SignedOut,
    /// Its person sees other things from now on.
    Invalidated,
}

/// A connection's end of the hub. Dropping it leaves the hub.
pub struct Subscription {
    hub: Arc<Hub>,
    id: ConnectionId,
    pub deliveries: mpsc::Receiver<Delivery>,
    pub dismissal: oneshot::Receiver<Dismissal>,
}

/// All connections of this server.
pub struct Hub {
    roster: Mutex<Roster>,
    queue: usize,
}

impl Hub {
    /// `queue` bounds what waits for one connection; `grace` is how long one who has gone counts as there still.
    pub fn new(queue: usize, grace: Duration) -> Self {
        Self {
            roster: Mutex::new(Roster::new(grace)),
            queue,
        }
    }

    /// Takes a connection in, subscribed to nothing. From now on the hub knows whose it is: it begins to listen
    /// to rooms that its person enters, and ends to listen to those that they leave.
    pub fn enter(self: &Arc<Self>, user: UserId, session: TokenHash) -> Subscription {
        let (sender, deliveries) = mpsc::channel(self.queue);
        let (dismiss, dismissal) = oneshot::channel();
        let id = self.roster().enter(user, session, sender, dismiss);
        Subscription {
            hub: Arc::clone(self),
            id,
            deliveries,
            dismissal,
        }
    }

    /// Hands out events that are on disk, in the order in which they happened.
    pub fn publish(&self, events: Vec<(StreamId, Event)>) {
        let batches: Vec<_> = batch::batches(events).into_iter().map(Arc::new).collect();
        self.roster().publish(&batches);
    }

    /// Ends every connection of these sessions: what is published from now on does not reach them.
    pub(crate) fn end(&self, sessions: &[TokenHash]) {
        if !sessions.is_empty() {
            self.roster().end(sessions);
        }
    }

    /// Ends every connection of these people, who see other things from now on: they come back, and start over.
    pub(crate) fn invalidate(&self, users: &[UserId]) {
        if !users.is_empty() {
            self.roster().invalidate(users);
        }
    }

    /// Tells everyone whose presence has changed since the last time, and those who are new who is there. Whatever
    /// changed in between is one frame, so that a crowd that comes or goes is no flood.
    pub(crate) fn settle_presence(&self, now: Instant) {
        self.roster().settle_presence(now);
    }

    /// Whom a text may call with `@here`: everyone who is active now, in whatever room; nobody where it does not ask.
    pub(crate) fn here(&self, text: &str) -> Vec<UserId> {
        match text.contains("@here") {
            true => self.active(),
            false => Vec::new(),
        }
    }

    /// Everyone who is active now.
    pub(crate) fn active(&self) -> Vec<UserId> {
        self.roster().active(Instant::now())
    }

    /// The roster is consistent between any two of its steps, so a panic elsewhere under the lock spoils nothing.
    fn roster(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscription {
    /// Listens to streams that the person was found to may see when each stood at the given `seq`. What the hub knows
    /// of a later removal is stronger. Returns, for each stream that it takes, the last event that was published, as
    /// far as it knows: events up to there were not delivered.
    pub(crate) fn listen(&self, streams: &BTreeMap<StreamId, u64>) -> BTreeMap<StreamId, u64> {
        self.hub.roster().listen(self.id, streams)
    }

    /// The hub that it is of.
    pub(crate) fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Whether it listens to the stream.
    pub(crate) fn is_listening(&self, stream: StreamId) -> bool {
        self.hub.roster().is_listening(self.id, stream)
    }

    /// Listens to a stream no more.
    pub(crate) fn ignore(&self, stream: StreamId) {
        self.hub.roster().ignore(self.id, stream);
    }

    /// The connection has been welcomed: its person is there, and it is told who else is. Until it says more, its person
    /// is away.
    pub(crate) fn attend(&self) {
        self.hub.roster().attend(self.id);
    }

    /// Whether the person is active on this connection.
    pub(crate) fn set_active(&self, active: bool) {
        self.hub.roster().set_active(self.id, active);
    }

    /// Passes a signal to the others in a room, if this connection listens to the room itself.
    pub(crate) fn signal(&self, room: RoomId, signal: Signal) {
        if let Some(frame) = batch::encode(&ServerFrame::Signal(signal)) {
            let delivery = Delivery::Signal { room, frame };
            self.hub.roster().signal(self.id, room, &delivery);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.roster().leave(self.id, Instant::now());
    }
}

#[cfg(test)]
mod tests;
