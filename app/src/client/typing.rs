use crate::{
    model::{RoomId, Timestamp, UserId},
    protocol::{Event, EventKind},
};

/// How long a typing signal holds, in milliseconds.
const HOLDS_MS: i64 = 5_000;

/// Who is typing where, as far as their signals reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typing {
    signals: Vec<(RoomId, UserId, Timestamp)>,
}

impl Typing {
    pub(super) fn typed(&mut self, room: RoomId, user: UserId, now: Timestamp) {
        self.stop(room, user);
        self.signals
            .push((room, user, Timestamp(now.millis() + HOLDS_MS)));
    }

    /// Who has just said something no longer types it.
    pub(super) fn spoke(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::MessageCreated { message } = &event.kind {
                self.stop(message.room, message.author);
            }
        }
    }

    pub(super) fn expire(&mut self, now: Timestamp) {
        self.signals.retain(|(_, _, until)| *until > now);
    }

    pub(super) fn expires(&self, now: Timestamp) -> bool {
        self.signals.iter().any(|(_, _, until)| *until <= now)
    }

    pub(super) fn clear(&mut self) {
        self.signals.clear();
    }

    pub(super) fn in_room(&self, room: RoomId) -> impl Iterator<Item = UserId> {
        self.signals
            .iter()
            .filter(move |(at, _, _)| *at == room)
            .map(|(_, user, _)| *user)
    }

    fn stop(&mut self, room: RoomId, user: UserId) {
        self.signals
            .retain(|(at, who, _)| (*at, *who) != (room, user));
    }
}
