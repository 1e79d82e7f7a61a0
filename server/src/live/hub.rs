//! The hub: takes the events that are on disk, in order, and delivers each to the connections that may see it. A connection
//! that falls behind is removed; no other waits for it.

mod attention;
mod batch;
mod delivery;
mod presence;
mod roster;

pub(crate) use attention::Watchers;
#[cfg(test)]
pub(crate) use batch::batches;
pub(crate) use batch::{Batch, RoomChange, encode};
pub use delivery::{Delivery, Dismissal};

use crate::token::TokenHash;
use delivery::ConnectionId;
use protocol::{Attention, Event, Notification, RoomId, ServerFrame, Signal, StreamId, UserId};
use roster::Roster;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};

/// A connection's handle to the hub. Dropping it leaves the hub.
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
    /// Creates a hub. `queue` bounds the deliveries that wait for one connection; `grace` is how long a person stays
    /// present after their last connection ends.
    pub fn new(queue: usize, grace: Duration) -> Self {
        Self {
            roster: Mutex::new(Roster::new(grace)),
            queue,
        }
    }

    /// Adds a connection without subscriptions. From now on it is subscribed to rooms that its person joins, and unsubscribed
    /// from rooms that they leave.
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

    /// Delivers events that are on disk, in their order.
    pub fn publish(&self, events: Vec<(StreamId, Event)>) {
        let batches: Vec<_> = batch::batches(events).into_iter().map(Arc::new).collect();
        self.roster().publish(&batches);
    }

    /// Removes all connections of these sessions: nothing published from now on reaches them.
    pub(crate) fn end(&self, sessions: &[TokenHash]) {
        if !sessions.is_empty() {
            self.roster().end(sessions);
        }
    }

    /// Disconnects these people, whose permissions changed; their clients reconnect and resync.
    pub(crate) fn invalidate(&self, users: &[UserId]) {
        if !users.is_empty() {
            self.roster().invalidate(users);
        }
    }

    /// Sends the changes of presence since the last call to all, and the whole presence to new connections. All changes are
    /// one frame, so that a crowd that comes or goes does not flood anybody.
    pub(crate) fn announce_presence(&self, now: Instant) {
        self.roster().announce_presence(now);
    }

    /// Returns the people notified by `@here` in this text: all who are active now, in any room. Empty without `@here`.
    pub(crate) fn here(&self, text: &str) -> Vec<UserId> {
        match text.contains("@here") {
            true => self.active(),
            false => Vec::new(),
        }
    }

    /// Returns the people who are active now.
    pub(crate) fn active(&self) -> Vec<UserId> {
        self.roster().active(Instant::now())
    }

    /// Returns what people look at who are subscribed to a room.
    pub(crate) fn watchers(&self, room: RoomId) -> Watchers {
        self.roster().watchers(room)
    }

    /// Returns whether any connection shows notifications.
    pub(crate) fn has_alerts(&self) -> bool {
        self.roster().has_alerts()
    }

    /// Sends a notification to the devices of a person that show notifications.
    pub(crate) fn alert(&self, user: UserId, notification: Notification) {
        let room = notification.room;
        if let Some(frame) = batch::encode(&ServerFrame::Signal(Signal::Notification(notification)))
        {
            self.roster().alert(user, room, &frame);
        }
    }

    /// Locks even after a panic: the roster is consistent between any two of its steps.
    fn roster(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscription {
    /// Subscribes to streams that the person could see when each was at the given `seq`, except those that the person was
    /// removed from later. Returns the last published event of each subscribed stream, 0 if there was none since the start:
    /// events up to it were not delivered.
    pub(crate) fn listen(&self, streams: &BTreeMap<StreamId, u64>) -> BTreeMap<StreamId, u64> {
        self.hub.roster().listen(self.id, streams)
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Returns whether the connection is subscribed to the stream.
    pub(crate) fn is_listening(&self, stream: StreamId) -> bool {
        self.hub.roster().is_listening(self.id, stream)
    }

    /// Unsubscribes from a stream.
    pub(crate) fn ignore(&self, stream: StreamId) {
        self.hub.roster().ignore(self.id, stream);
    }

    /// Marks the connection as welcomed: from now on it is sent presence, and its person is present, away until it says
    /// otherwise.
    pub(crate) fn attend(&self) {
        self.hub.roster().attend(self.id);
    }

    /// Sets whether the person is active on this connection.
    pub(crate) fn set_active(&self, active: bool) {
        self.hub.roster().set_active(self.id, active);
    }

    /// Sets what the person looks at on this connection.
    pub(crate) fn set_attention(&self, attention: Attention) {
        self.hub.roster().set_attention(self.id, attention);
    }

    /// Sends a signal to the others in a room, if this connection is subscribed to the room itself.
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
