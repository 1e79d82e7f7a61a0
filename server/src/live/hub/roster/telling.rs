//! Who is told whose presence has changed.

use super::{Link, Roster, Sight};
use crate::live::hub::{Delivery, batch::encode, presence::Changes};
use axum::extract::ws::Utf8Bytes;
use protocol::{Presence, ServerFrame, Signal, StreamId, UserId};
use std::{collections::HashSet, time::Instant};

impl Roster {
    /// Tells whoever has been welcomed what has changed, or, where they are new or missed something, all.
    pub(in crate::live::hub) fn settle_presence(&mut self, now: Instant) {
        let changes = self.attendance.settle(now);
        let change = match changes.is_empty() {
            true => None,
            false => frame(false, &changes),
        };
        let told = self.attendance.told();
        let mut all = None;
        let mut guests = Vec::new();
        for (id, link) in &mut self.links {
            match link.sight {
                Sight::None => {}
                _ if !link.streams.contains(&StreamId::Workspace) => guests.push(*id),
                Sight::Due => {
                    let all = all.get_or_insert_with(|| frame(true, &told));
                    link.tell(all.clone());
                }
                Sight::Current => link.tell(change.clone()),
            }
        }
        for id in guests {
            let Some(link) = self.links.get(&id) else {
                continue;
            };
            let met = self.met_by(link, &told);
            if let Some(link) = self.links.get_mut(&id)
                && (link.sight == Sight::Due || link.met != met)
            {
                link.tell(frame(true, &met));
                link.met = met;
            }
        }
    }

    /// Who is there of those in the rooms of one who does not follow the workspace; one whose page loads anew is in no
    /// room for a moment, and stays.
    fn met_by(&self, link: &Link, told: &Changes) -> Changes {
        let listeners = link.streams.iter().filter_map(|stream| match stream {
            StreamId::Room(_) => self.listeners.get(stream),
            StreamId::User(_) | StreamId::Workspace => None,
        });
        let links = listeners.flatten().filter_map(|id| self.links.get(id));
        let here: HashSet<UserId> = links.map(|link| link.user).collect();
        let stays = |user: &UserId| link.met.contains_key(user) && !self.of_user.contains_key(user);
        let met = told
            .iter()
            .filter(|(user, _)| here.contains(user) || stays(user));
        met.map(|(user, presence)| (*user, *presence)).collect()
    }
}

impl Link {
    fn tell(&mut self, frame: Option<Utf8Bytes>) {
        let Some(frame) = frame else { return };
        self.sight = match self.signal(Delivery::Presence(frame)) {
            true => Sight::Current,
            false => Sight::Due,
        };
    }
}

/// A signal of presence as it goes over the wire.
fn frame(all: bool, changes: &Changes) -> Option<Utf8Bytes> {
    let those = |wanted: Presence| {
        let those = changes.iter().filter(|(_, presence)| **presence == wanted);
        those.map(|(user, _)| *user).collect()
    };
    encode(&ServerFrame::Signal(Signal::Presence {
        all,
        active: those(Presence::Active),
        away: those(Presence::Away),
        offline: those(Presence::Offline),
    }))
}
