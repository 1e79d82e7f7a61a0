//! Sends changes of presence to connections.

use super::{Feed, HubConnection, Roster};
use crate::live::hub::{batch::encode, delivery::Delivery, presence::Presences};
use axum::extract::ws::Utf8Bytes;
use protocol::{Presence, ServerFrame, Signal, StreamId, UserId};
use std::{collections::HashSet, time::Instant};

impl Roster {
    /// Sends the changes to connections that were welcomed, or the whole presence to those that are new or missed a change.
    pub(in crate::live::hub) fn announce_presence(&mut self, now: Instant) {
        let changes = self.presence.take_changes(now);
        let change = match changes.is_empty() {
            true => None,
            false => frame(false, &changes),
        };
        let announced = self.presence.announced();
        let mut all = None;
        let mut guests = Vec::new();
        for (id, entry) in &mut self.entries {
            match entry.feed {
                Feed::None => {}
                _ if !entry.streams.contains(&StreamId::Workspace) => guests.push(*id),
                Feed::Due => {
                    let all = all.get_or_insert_with(|| frame(true, &announced));
                    entry.send_presence(all.clone());
                }
                Feed::Current => entry.send_presence(change.clone()),
            }
        }
        for id in guests {
            let Some(entry) = self.entries.get(&id) else {
                continue;
            };
            let visible = self.visible_to(entry, &announced);
            if let Some(entry) = self.entries.get_mut(&id)
                && (entry.feed == Feed::Due || entry.visible != visible)
            {
                entry.send_presence(frame(true, &visible));
                entry.visible = visible;
            }
        }
    }

    /// Returns the present people in the rooms of a guest, who is not subscribed to the workspace. A person who reloads their
    /// page is in no room for a moment, and stays.
    fn visible_to(&self, entry: &HubConnection, announced: &Presences) -> Presences {
        let subscribers = entry.streams.iter().filter_map(|stream| match stream {
            StreamId::Room(_) => self.subscribers.get(stream),
            StreamId::User(_) | StreamId::Workspace => None,
        });
        let entries = subscribers.flatten().filter_map(|id| self.entries.get(id));
        let here: HashSet<UserId> = entries.map(|entry| entry.user).collect();
        let stays =
            |user: &UserId| entry.visible.contains_key(user) && !self.by_user.contains_key(user);
        let visible = announced
            .iter()
            .filter(|(user, _)| here.contains(user) || stays(user));
        visible.map(|(user, presence)| (*user, *presence)).collect()
    }
}

impl HubConnection {
    fn send_presence(&mut self, frame: Option<Utf8Bytes>) {
        let Some(frame) = frame else { return };
        self.feed = match self.signal(Delivery::Presence(frame)) {
            true => Feed::Current,
            false => Feed::Due,
        };
    }
}

/// Serialises a signal of presence.
fn frame(all: bool, changes: &Presences) -> Option<Utf8Bytes> {
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
