//! What people look at, and the notifications that their devices show.

use super::Roster;
use crate::live::hub::{
    attention::Watchers,
    delivery::{ConnectionId, Delivery},
};
use axum::extract::ws::Utf8Bytes;
use protocol::{Attention, RoomId, StreamId, UserId};

impl Roster {
    pub(in crate::live::hub) fn set_attention(&mut self, id: ConnectionId, attention: Attention) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.attention = attention;
        }
    }

    pub(in crate::live::hub) fn watchers(&self, room: RoomId) -> Watchers {
        let mut watchers = Watchers::default();
        let subscribers = self.subscribers.get(&StreamId::Room(room));
        for id in subscribers.into_iter().flatten() {
            if let Some(entry) = self.entries.get(id) {
                watchers.add(entry.user, entry.attention);
            }
        }
        watchers
    }

    pub(in crate::live::hub) fn has_alerts(&self) -> bool {
        self.entries.values().any(|entry| entry.attention.alerts)
    }

    /// Sends a notification to the devices of a person that show notifications. In a browser where they look at a page of
    /// Hubbub, only that page is told.
    pub(in crate::live::hub) fn alert(&self, user: UserId, room: RoomId, frame: &Utf8Bytes) {
        let stream = StreamId::Room(room);
        let entries: Vec<_> = self
            .connections(&[user])
            .iter()
            .filter_map(|id| self.entries.get(id))
            .filter(|entry| entry.attention.alerts && entry.streams.contains(&stream))
            .collect();
        for entry in &entries {
            let watched_beside = entries
                .iter()
                .any(|other| other.session == entry.session && other.attention.watched);
            if entry.attention.watched || !watched_beside {
                let frame = frame.clone();
                entry.signal(Delivery::Signal { room, frame });
            }
        }
    }
}
