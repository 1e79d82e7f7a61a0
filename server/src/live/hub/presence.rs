//! The presence of people, from what their connections report. Without a clock: the time is an argument.

use super::delivery::ConnectionId;
use protocol::{Presence, UserId};
use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

/// People with their presence.
pub(super) type Presences = BTreeMap<UserId, Presence>;

/// The people who are present. A person is active if they are active on any connection, else away.
pub(super) struct PresenceTable {
    people: HashMap<UserId, PersonPresence>,
    /// How long a person stays present after a connection ended, so that reloading a page does not flicker.
    grace: Duration,
}

#[derive(Default)]
struct PersonPresence {
    /// Whether the person is active on each connection.
    connections: HashMap<ConnectionId, bool>,
    /// The presence that an ended connection leaves, and until when.
    left: Option<(Presence, Instant)>,
    /// The presence that was announced last.
    announced: Presence,
}

impl PersonPresence {
    fn presence(&self, now: Instant) -> Presence {
        let here = self
            .connections
            .values()
            .map(|active| presence_of(*active))
            .max();
        let left = self.left.filter(|(_, until)| *until > now);
        let left = left.map(|(presence, _)| presence);
        here.max(left).unwrap_or_default()
    }
}

fn presence_of(active: bool) -> Presence {
    if active {
        Presence::Active
    } else {
        Presence::Away
    }
}

impl PresenceTable {
    pub(super) fn new(grace: Duration) -> Self {
        Self {
            people: HashMap::new(),
            grace,
        }
    }

    /// Sets whether a person is active on a connection.
    pub(super) fn set(&mut self, user: UserId, connection: ConnectionId, active: bool) {
        let person = self.people.entry(user).or_default();
        person.connections.insert(connection, active);
        if active {
            // The person is back: an earlier end no longer counts.
            person.left = None;
        }
    }

    /// Removes a connection whose person may come back.
    pub(super) fn leave(&mut self, user: UserId, connection: ConnectionId, now: Instant) {
        if let Some(person) = self.people.get_mut(&user)
            && let Some(active) = person.connections.remove(&connection)
        {
            let before = person.left.filter(|(_, until)| *until > now);
            let presence = before.map_or(presence_of(active), |(before, _)| {
                before.max(presence_of(active))
            });
            person.left = Some((presence, now + self.grace));
        }
    }

    /// Removes a connection whose person was signed out: no grace is left.
    pub(super) fn sign_out(&mut self, user: UserId, connection: ConnectionId) {
        if let Some(person) = self.people.get_mut(&user) {
            person.connections.remove(&connection);
            person.left = None;
        }
    }

    /// Returns the people who are active.
    pub(super) fn active(&self, now: Instant) -> Vec<UserId> {
        let active = self.people.iter();
        let active = active.filter(|(_, person)| person.presence(now) == Presence::Active);
        active.map(|(user, _)| *user).collect()
    }

    /// Returns the changes since the last call, which count as announced from now on.
    pub(super) fn take_changes(&mut self, now: Instant) -> Presences {
        let mut changes = Presences::new();
        self.people.retain(|user, person| {
            let presence = person.presence(now);
            if presence != person.announced {
                person.announced = presence;
                changes.insert(*user, presence);
            }
            presence != Presence::Offline
        });
        changes
    }

    /// Returns all who are present, as announced.
    pub(super) fn announced(&self) -> Presences {
        let there = self.people.iter().map(|(user, it)| (*user, it.announced));
        there
            .filter(|(_, presence)| *presence != Presence::Offline)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ADA: UserId = UserId(Uuid::from_u128(1));
    const GRACE: UserId = UserId(Uuid::from_u128(2));
    const LAPTOP: ConnectionId = ConnectionId(1);
    const PHONE: ConnectionId = ConnectionId(2);
    const LAST: Duration = Duration::from_secs(30);

    fn ada(presence: Presence) -> Presences {
        Presences::from([(ADA, presence)])
    }

    #[test]
    fn a_person_is_active_with_any_active_device_and_otherwise_away() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.set(ADA, PHONE, false);
        assert_eq!(all.take_changes(now), ada(Presence::Active));
        all.set(ADA, LAPTOP, false);
        assert_eq!(all.take_changes(now), ada(Presence::Away));
        all.set(ADA, PHONE, true);
        assert_eq!(all.take_changes(now), ada(Presence::Active));
    }

    #[test]
    fn a_person_stays_active_for_the_grace_after_an_active_device_leaves() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.set(GRACE, PHONE, false);
        assert_eq!(all.active(now), [ADA]);
        all.leave(ADA, LAPTOP, now);
        assert_eq!(all.active(now + LAST / 2), [ADA]);
        assert_eq!(all.active(now + LAST), []);
    }

    #[test]
    fn a_change_that_is_reverted_before_the_announcement_is_not_announced() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.take_changes(now);
        all.set(ADA, LAPTOP, false);
        all.set(ADA, LAPTOP, true);
        assert_eq!(all.take_changes(now), Presences::new());
    }

    #[test]
    fn reloading_a_page_does_not_change_presence() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.take_changes(now);
        all.leave(ADA, LAPTOP, now);
        assert_eq!(all.take_changes(now + LAST / 2), Presences::new());
        all.set(ADA, PHONE, false);
        all.set(ADA, PHONE, true);
        assert_eq!(all.take_changes(now + LAST * 2), Presences::new());
    }

    #[test]
    fn a_person_without_connections_is_offline_after_the_grace() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.set(GRACE, PHONE, false);
        all.take_changes(now);
        all.leave(ADA, LAPTOP, now);
        assert_eq!(all.take_changes(now + LAST), ada(Presence::Offline));
        assert_eq!(all.announced(), Presences::from([(GRACE, Presence::Away)]));
    }

    #[test]
    fn a_person_whose_active_device_left_is_away_after_the_grace() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.set(ADA, PHONE, false);
        all.take_changes(now);
        all.leave(ADA, LAPTOP, now);
        assert_eq!(all.take_changes(now), Presences::new());
        all.leave(ADA, PHONE, now + LAST / 2);
        assert_eq!(all.take_changes(now + LAST), Presences::new());
        assert_eq!(all.take_changes(now + LAST * 2), ada(Presence::Offline));
    }

    #[test]
    fn a_signed_out_person_is_offline_at_once() {
        let (mut all, now) = (PresenceTable::new(LAST), Instant::now());
        all.set(ADA, LAPTOP, true);
        all.take_changes(now);
        all.sign_out(ADA, LAPTOP);
        assert_eq!(all.take_changes(now), ada(Presence::Offline));
    }
}
