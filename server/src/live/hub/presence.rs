//! Who is there, as their connections tell. Without a clock: the time is handed in.

use super::ConnectionId;
use protocol::{Presence, UserId};
use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

/// What has changed for each person since it was told last.
pub(super) type Changes = BTreeMap<UserId, Presence>;

/// The people who are there, over all their connections: active where one of these is, else away.
pub(super) struct Attendance {
    people: HashMap<UserId, Attendant>,
    /// How long one who has gone counts as there still, so that a page that loads anew does not flicker.
    grace: Duration,
}

#[derive(Default)]
struct Attendant {
    /// For each connection, whether the person is active there.
    connections: HashMap<ConnectionId, bool>,
    /// What a connection that has gone left behind, and until when it holds.
    left: Option<(Presence, Instant)>,
    /// What the others were told.
    told: Presence,
}

impl Attendant {
    fn presence(&self, now: Instant) -> Presence {
        let here = self.connections.values().map(|active| of(*active)).max();
        let left = self.left.filter(|(_, until)| *until > now);
        let left = left.map(|(presence, _)| presence);
        here.max(left).unwrap_or_default()
    }
}

fn of(active: bool) -> Presence {
    if active {
        Presence::Active
    } else {
        Presence::Away
    }
}

impl Attendance {
    pub(super) fn new(grace: Duration) -> Self {
        Self {
            people: HashMap::new(),
            grace,
        }
    }

    /// A connection says whether its person is active there.
    pub(super) fn tell(&mut self, user: UserId, connection: ConnectionId, active: bool) {
        let attendant = self.people.entry(user).or_default();
        attendant.connections.insert(connection, active);
        if active {
            // Back: what was left behind no longer matters.
            attendant.left = None;
        }
    }

    /// A connection is gone; its person may come back.
    pub(super) fn go(&mut self, user: UserId, connection: ConnectionId, now: Instant) {
        if let Some(attendant) = self.people.get_mut(&user)
            && let Some(active) = attendant.connections.remove(&connection)
        {
            let before = attendant.left.filter(|(_, until)| *until > now);
            let presence = before.map_or(of(active), |(before, _)| before.max(of(active)));
            attendant.left = Some((presence, now + self.grace));
        }
    }

    /// A connection has been ended for good.
    pub(super) fn end(&mut self, user: UserId, connection: ConnectionId) {
        if let Some(attendant) = self.people.get_mut(&user) {
            attendant.connections.remove(&connection);
            attendant.left = None;
        }
    }

    /// Who is active.
    pub(super) fn active(&self, now: Instant) -> Vec<UserId> {
        let active = self.people.iter();
        let active = active.filter(|(_, attendant)| attendant.presence(now) == Presence::Active);
        active.map(|(user, _)| *user).collect()
    }

    /// What is different from what was told; from now on it counts as told.
    pub(super) fn settle(&mut self, now: Instant) -> Changes {
        let mut changes = Changes::new();
        self.people.retain(|user, attendant| {
            let presence = attendant.presence(now);
            if presence != attendant.told {
                attendant.told = presence;
                changes.insert(*user, presence);
            }
            presence != Presence::Offline
        });
        changes
    }

    /// All who are there, as it was told.
    pub(super) fn told(&self) -> Changes {
        let there = self.people.iter().map(|(user, it)| (*user, it.told));
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

    fn ada(presence: Presence) -> Changes {
        Changes::from([(ADA, presence)])
    }

    #[test]
    fn one_active_device_makes_a_person_active_and_none_makes_them_away() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.tell(ADA, PHONE, false);
        assert_eq!(all.settle(now), ada(Presence::Active));
        all.tell(ADA, LAPTOP, false);
        assert_eq!(all.settle(now), ada(Presence::Away));
        all.tell(ADA, PHONE, true);
        assert_eq!(all.settle(now), ada(Presence::Active));
    }

    #[test]
    fn one_counts_as_active_while_a_device_is_and_for_the_grace_after_it() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.tell(GRACE, PHONE, false);
        assert_eq!(all.active(now), [ADA]);
        all.go(ADA, LAPTOP, now);
        assert_eq!(all.active(now + LAST / 2), [ADA]);
        assert_eq!(all.active(now + LAST), []);
    }

    #[test]
    fn what_changes_back_before_it_is_told_is_not_told() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.settle(now);
        all.tell(ADA, LAPTOP, false);
        all.tell(ADA, LAPTOP, true);
        assert_eq!(all.settle(now), Changes::new());
    }

    #[test]
    fn a_page_that_loads_anew_does_not_flicker() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.settle(now);
        all.go(ADA, LAPTOP, now);
        assert_eq!(all.settle(now + LAST / 2), Changes::new());
        all.tell(ADA, PHONE, false);
        all.tell(ADA, PHONE, true);
        assert_eq!(all.settle(now + LAST * 2), Changes::new());
    }

    #[test]
    fn one_who_is_gone_is_offline_after_the_grace_and_forgotten() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.tell(GRACE, PHONE, false);
        all.settle(now);
        all.go(ADA, LAPTOP, now);
        assert_eq!(all.settle(now + LAST), ada(Presence::Offline));
        assert_eq!(all.told(), Changes::from([(GRACE, Presence::Away)]));
    }

    #[test]
    fn one_whose_active_device_is_gone_is_away_by_the_other_after_the_grace() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.tell(ADA, PHONE, false);
        all.settle(now);
        all.go(ADA, LAPTOP, now);
        assert_eq!(all.settle(now), Changes::new());
        all.go(ADA, PHONE, now + LAST / 2);
        assert_eq!(all.settle(now + LAST), Changes::new());
        assert_eq!(all.settle(now + LAST * 2), ada(Presence::Offline));
    }

    #[test]
    fn one_who_is_signed_out_is_offline_at_once() {
        let (mut all, now) = (Attendance::new(LAST), Instant::now());
        all.tell(ADA, LAPTOP, true);
        all.settle(now);
        all.end(ADA, LAPTOP);
        assert_eq!(all.settle(now), ada(Presence::Offline));
    }
}
