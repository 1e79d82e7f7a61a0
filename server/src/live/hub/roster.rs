mod telling;

use super::{
    Batch, ConnectionId, Delivery, Dismissal,
    batch::Passage,
    presence::{Attendance, Changes},
};
use crate::token::TokenHash;
use protocol::{RoomId, StreamId, UserId};
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
use crate::simulator::fault::{Fault, is_planted};

/// The connections and what each listens to.
pub(super) struct Roster {
    next: u64,
    links: HashMap<ConnectionId, Link>,
    of_user: HashMap<UserId, HashSet<ConnectionId>>,
    listeners: HashMap<StreamId, HashSet<ConnectionId>>,
    /// For each stream, the last event that was published since the start.
    published: HashMap<StreamId, u64>,
    attendance: Attendance,
}

struct Link {
    user: UserId,
    session: TokenHash,
    queue: mpsc::Sender<Delivery>,
    dismiss: oneshot::Sender<Dismissal>,
    streams: HashSet<StreamId>,
    /// Rooms that the person left while connected, with the event of it: what was read before it is no permission.
    left: HashMap<StreamId, u64>,
    sight: Sight,
    /// Of one who does not follow the workspace: whose presence they were told of last.
    met: Changes,
}

/// What a connection knows of who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    /// It is not welcomed yet, and is told nothing.
    None,
    /// It is to be told of all, since it is new or its queue was too full for a change.
    Due,
    /// It is told of changes.
    Current,
}

impl Roster {
    pub(super) fn new(grace: Duration) -> Self {
        Self {
            next: 0,
            links: HashMap::new(),
            of_user: HashMap::new(),
            listeners: HashMap::new(),
            published: HashMap::new(),
            attendance: Attendance::new(grace),
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
        let link = Link {
            user,
            session,
            queue,
            dismiss,
            streams: HashSet::new(),
            left: HashMap::new(),
            sight: Sight::None,
            met: Changes::new(),
        };
        self.links.insert(id, link);
        self.of_user.entry(user).or_default().insert(id);
        id
    }

    /// Takes a connection out, and says why where the connection does not know it itself.
    fn remove(&mut self, id: ConnectionId, why: Option<Dismissal>, now: Instant) {
        let Some(link) = self.links.remove(&id) else {
            return;
        };
        match why {
            Some(Dismissal::SignedOut) => self.attendance.end(link.user, id),
            Some(Dismissal::Lagged | Dismissal::Invalidated) | None => {
                self.attendance.go(link.user, id, now)
            }
        }
        for stream in &link.streams {
            take(&mut self.listeners, stream, id);
        }
        take(&mut self.of_user, &link.user, id);
        if let Some(why) = why {
            // A connection that is ending by itself no longer listens.
            let _ = link.dismiss.send(why);
        }
    }

    pub(super) fn leave(&mut self, id: ConnectionId, now: Instant) {
        self.remove(id, None, now);
    }

    pub(super) fn end(&mut self, sessions: &[TokenHash]) {
        let ended: Vec<_> = self
            .links
            .iter()
            .filter(|(_, link)| sessions.contains(&link.session))
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
        let Some(link) = self.links.get_mut(&id) else {
            return BTreeMap::new();
        };
        let mut taken = BTreeMap::new();
        for (stream, seen) in streams {
            if link.left.get(stream).is_some_and(|left| left > seen) {
                continue;
            }
            link.streams.insert(*stream);
            self.listeners.entry(*stream).or_default().insert(id);
            taken.insert(*stream, self.published.get(stream).copied().unwrap_or(0));
        }
        taken
    }

    pub(super) fn is_listening(&self, id: ConnectionId, stream: StreamId) -> bool {
        let link = self.links.get(&id);
        link.is_some_and(|link| link.streams.contains(&stream))
    }

    pub(super) fn ignore(&mut self, id: ConnectionId, stream: StreamId) {
        if let Some(link) = self.links.get_mut(&id) {
            link.streams.remove(&stream);
        }
        take(&mut self.listeners, &stream, id);
    }

    pub(super) fn publish(&mut self, batches: &[Arc<Batch>]) {
        let mut due: HashMap<ConnectionId, Vec<Arc<Batch>>> = HashMap::new();
        for batch in batches {
            self.pass(batch);
            for id in self.listeners.get(&batch.stream).into_iter().flatten() {
                due.entry(*id).or_default().push(Arc::clone(batch));
            }
        }
        for (id, batches) in due {
            if let Some(link) = self.links.get(&id)
                && let Err(TrySendError::Full(_)) = link.queue.try_send(Delivery::Events(batches))
            {
                self.remove(id, Some(Dismissal::Lagged), Instant::now());
            }
        }
    }

    fn pass(&mut self, batch: &Batch) {
        self.published.insert(batch.stream, batch.last);
        match &batch.passage {
            Passage::None => {}
            Passage::In(users) => self.open(batch, users),
            Passage::Out(users) => self.shut(batch, users),
        }
    }

    fn open(&mut self, batch: &Batch, users: &[UserId]) {
        for id in self.connections(users) {
            if let Some(link) = self.links.get_mut(&id) {
                link.left.remove(&batch.stream);
                link.streams.insert(batch.stream);
                self.listeners.entry(batch.stream).or_default().insert(id);
            }
        }
    }

    fn shut(&mut self, batch: &Batch, users: &[UserId]) {
        #[cfg(test)]
        if is_planted(Fault::RemovedStillServed) {
            return;
        }
        for id in self.connections(users) {
            if let Some(link) = self.links.get_mut(&id) {
                link.left.insert(batch.stream, batch.last);
            }
            self.ignore(id, batch.stream);
        }
    }

    fn connections(&self, users: &[UserId]) -> Vec<ConnectionId> {
        let sets = users.iter().filter_map(|user| self.of_user.get(user));
        sets.flatten().copied().collect()
    }

    pub(super) fn signal(&self, from: ConnectionId, room: RoomId, signal: &Delivery) {
        let Some(listeners) = self.listeners.get(&StreamId::Room(room)) else {
            return;
        };
        if !listeners.contains(&from) {
            return;
        }
        for id in listeners.iter().filter(|id| **id != from) {
            if let Some(link) = self.links.get(id) {
                link.signal(signal.clone());
            }
        }
    }

    pub(super) fn attend(&mut self, id: ConnectionId) {
        if let Some(link) = self.links.get_mut(&id)
            && link.sight == Sight::None
        {
            link.sight = Sight::Due;
            self.attendance.tell(link.user, id, false);
        }
    }

    pub(super) fn set_active(&mut self, id: ConnectionId, active: bool) {
        if let Some(link) = self.links.get(&id)
            && link.sight != Sight::None
        {
            self.attendance.tell(link.user, id, active);
        }
    }

    pub(super) fn active(&self, now: Instant) -> Vec<UserId> {
        self.attendance.active(now)
    }
}

impl Link {
    /// Passing things: whose queue is half full goes without, so that they do not crowd out events. Returns whether it
    /// was passed.
    fn signal(&self, signal: Delivery) -> bool {
        self.queue.capacity() * 2 > self.queue.max_capacity() && self.queue.try_send(signal).is_ok()
    }
}

/// Takes a connection out of one of the sets, and the set away when it was the last.
fn take<K: std::hash::Hash + Eq>(
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
    /// Whether nobody is there, in any of the books.
    pub(super) fn is_empty(&self) -> bool {
        self.links.is_empty() && self.of_user.is_empty() && self.listeners.is_empty()
    }
}
