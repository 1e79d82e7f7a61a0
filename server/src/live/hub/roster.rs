//! The connections in the hub, with their subscriptions.

mod alert;
mod announce;

use super::{
    batch::{Batch, MembershipChange},
    delivery::{ConnectionId, Delivery, Dismissal},
    presence::{PresenceTable, Presences},
};
use crate::token::TokenHash;
use protocol::{Attention, RoomId, StreamId, UserId};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};

#[cfg(test)]
use crate::simulator::model::fault::{Fault, is_planted};

/// The connections in the hub.
pub(super) struct Roster {
    next: u64,
    entries: HashMap<ConnectionId, HubConnection>,
    by_user: HashMap<UserId, HashSet<ConnectionId>>,
    subscribers: HashMap<StreamId, HashSet<ConnectionId>>,
    /// The last event of each stream that was published since the start.
    published: HashMap<StreamId, u64>,
    presence: PresenceTable,
}

/// One connection.
struct HubConnection {
    user: UserId,
    session: TokenHash,
    queue: mpsc::Sender<Delivery>,
    dismiss: oneshot::Sender<Dismissal>,
    streams: HashSet<StreamId>,
    /// The rooms that the person left while connected, with the event of leaving: what was read before it is no permission.
    left: HashMap<StreamId, u64>,
    feed: Feed,
    attention: Attention,
    /// The presence that a guest, who is not subscribed to the workspace, was sent last.
    visible: Presences,
}

/// The presence feed of a connection: what is sent next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feed {
    /// Nothing: it is not welcomed yet.
    None,
    /// The whole presence next, since it is new or its queue was too full for a change.
    Due,
    /// Changes.
    Current,
}

impl Roster {
    pub(super) fn new(grace: Duration) -> Self {
        Self {
            next: 0,
            entries: HashMap::new(),
            by_user: HashMap::new(),
            subscribers: HashMap::new(),
            published: HashMap::new(),
            presence: PresenceTable::new(grace),
        }
    }

    pub(super) fn enter(
        &mut self,
        user: UserId,
        session: TokenHash,
        queue: mpsc::Sender<Delivery>,
        dismiss: oneshot::Sender<Dismissal>,
    ) -> ConnectionId {
        let id = ConnectionId(self.next);
        self.next += 1;
        let entry = HubConnection {
            user,
            session,
            queue,
            dismiss,
            streams: HashSet::new(),
            left: HashMap::new(),
            feed: Feed::None,
            attention: Attention::default(),
            visible: Presences::new(),
        };
        self.entries.insert(id, entry);
        self.by_user.entry(user).or_default().insert(id);
        id
    }

    /// Removes a connection. `why` is sent to it unless it left by itself.
    fn remove(&mut self, id: ConnectionId, why: Option<Dismissal>, now: Instant) {
        let Some(entry) = self.entries.remove(&id) else {
            return;
        };
        match why {
            Some(Dismissal::SignedOut) => self.presence.sign_out(entry.user, id),
            Some(Dismissal::Lagged | Dismissal::Invalidated) | None => {
                self.presence.leave(entry.user, id, now)
            }
        }
        for stream in &entry.streams {
            remove_from(&mut self.subscribers, stream, id);
        }
        remove_from(&mut self.by_user, &entry.user, id);
        if let Some(why) = why {
            // A connection that is ending by itself no longer receives it.
            let _ = entry.dismiss.send(why);
        }
    }

    pub(super) fn leave(&mut self, id: ConnectionId, now: Instant) {
        self.remove(id, None, now);
    }

    pub(super) fn end(&mut self, sessions: &[TokenHash]) {
        let ended: Vec<_> = self
            .entries
            .iter()
            .filter(|(_, entry)| sessions.contains(&entry.session))
            .map(|(id, _)| *id)
            .collect();
        for id in ended {
            self.remove(id, Some(Dismissal::SignedOut), Instant::now());
        }
    }

    pub(super) fn invalidate(&mut self, users: &[UserId]) {
        for id in self.connections(users) {
            self.remove(id, Some(Dismissal::Invalidated), Instant::now());
        }
    }

    pub(super) fn listen(
        &mut self,
        id: ConnectionId,
        streams: &BTreeMap<StreamId, u64>,
    ) -> BTreeMap<StreamId, u64> {
        let Some(entry) = self.entries.get_mut(&id) else {
            return BTreeMap::new();
        };
        let mut taken = BTreeMap::new();
        for (stream, seen) in streams {
            if entry.left.get(stream).is_some_and(|left| left > seen) {
                continue;
            }
            entry.streams.insert(*stream);
            self.subscribers.entry(*stream).or_default().insert(id);
            taken.insert(*stream, self.published.get(stream).copied().unwrap_or(0));
        }
        taken
    }

    pub(super) fn is_listening(&self, id: ConnectionId, stream: StreamId) -> bool {
        let entry = self.entries.get(&id);
        entry.is_some_and(|entry| entry.streams.contains(&stream))
    }

    pub(super) fn ignore(&mut self, id: ConnectionId, stream: StreamId) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.streams.remove(&stream);
        }
        remove_from(&mut self.subscribers, &stream, id);
    }

    pub(super) fn publish(&mut self, batches: &[Arc<Batch>]) {
        let mut due: HashMap<ConnectionId, Vec<Arc<Batch>>> = HashMap::new();
        for batch in batches {
            self.apply(batch);
            for id in self.subscribers.get(&batch.stream).into_iter().flatten() {
                due.entry(*id).or_default().push(Arc::clone(batch));
            }
        }
        for (id, batches) in due {
            if let Some(entry) = self.entries.get(&id)
                && let Err(TrySendError::Full(_)) = entry.queue.try_send(Delivery::Events(batches))
            {
                self.remove(id, Some(Dismissal::Lagged), Instant::now());
            }
        }
    }

    /// Updates the subscriptions before the batch is delivered.
    fn apply(&mut self, batch: &Batch) {
        self.published.insert(batch.stream, batch.last);
        match &batch.membership {
            MembershipChange::None => {}
            MembershipChange::Joined(users) => self.subscribe(batch, users),
            MembershipChange::Left(users) => self.unsubscribe(batch, users),
        }
    }

    fn subscribe(&mut self, batch: &Batch, users: &[UserId]) {
        for id in self.connections(users) {
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.left.remove(&batch.stream);
                entry.streams.insert(batch.stream);
                self.subscribers.entry(batch.stream).or_default().insert(id);
            }
        }
    }

    fn unsubscribe(&mut self, batch: &Batch, users: &[UserId]) {
        #[cfg(test)]
        if is_planted(Fault::RemovedStillServed) {
            return;
        }
        for id in self.connections(users) {
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.left.insert(batch.stream, batch.last);
            }
            self.ignore(id, batch.stream);
        }
    }

    fn connections(&self, users: &[UserId]) -> Vec<ConnectionId> {
        let sets = users.iter().filter_map(|user| self.by_user.get(user));
        sets.flatten().copied().collect()
    }

    pub(super) fn signal(&self, from: ConnectionId, room: RoomId, signal: &Delivery) {
        let Some(subscribers) = self.subscribers.get(&StreamId::Room(room)) else {
            return;
        };
        if !subscribers.contains(&from) {
            return;
        }
        for id in subscribers.iter().filter(|id| **id != from) {
            if let Some(entry) = self.entries.get(id) {
                entry.signal(signal.clone());
            }
        }
    }

    pub(super) fn attend(&mut self, id: ConnectionId) {
        if let Some(entry) = self.entries.get_mut(&id)
            && entry.feed == Feed::None
        {
            entry.feed = Feed::Due;
            self.presence.set(entry.user, id, false);
        }
    }

    pub(super) fn set_active(&mut self, id: ConnectionId, active: bool) {
        if let Some(entry) = self.entries.get(&id)
            && entry.feed != Feed::None
        {
            self.presence.set(entry.user, id, active);
        }
    }

    pub(super) fn active(&self, now: Instant) -> Vec<UserId> {
        self.presence.active(now)
    }
}

impl HubConnection {
    /// Queues a signal, unless the queue is half full: signals must not crowd out events. Returns whether it was queued.
    fn signal(&self, signal: Delivery) -> bool {
        self.queue.capacity() * 2 > self.queue.max_capacity() && self.queue.try_send(signal).is_ok()
    }
}

/// Removes a connection from the set of a key, and the set if it is empty then.
fn remove_from<K: std::hash::Hash + Eq>(
    sets: &mut HashMap<K, HashSet<ConnectionId>>,
    key: &K,
    id: ConnectionId,
) {
    if let Some(set) = sets.get_mut(key) {
        set.remove(&id);
        if set.is_empty() {
            sets.remove(key);
        }
    }
}

#[cfg(test)]
impl Roster {
    /// Returns whether no table has anything.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.by_user.is_empty() && self.subscribers.is_empty()
    }
}
