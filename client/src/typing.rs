use protocol::{Conversation, Event, EventKind, Timestamp, UserId};

/// How long a typing signal holds, in milliseconds.
const HOLDS_MS: i64 = 5_000;

/// Who is typing where, as far as their signals reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typing {
    signals: Vec<(Conversation, UserId, Timestamp)>,
}

impl Typing {
    pub(super) fn typed(&mut self, at: Conversation, user: UserId, now: Timestamp) {
        self.stop(at, user);
        self.signals
            .push((at, user, Timestamp(now.millis() + HOLDS_MS)));
    }

    /// Who has just said something no longer types it.
    pub(super) fn spoke(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::MessageCreated { message } = &event.kind {
                self.stop(message.at(), message.author);
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

    pub(super) fn within(&self, at: Conversation) -> impl Iterator<Item = UserId> {
        self.signals
            .iter()
            .filter(move |(place, _, _)| *place == at)
            .map(|(_, user, _)| *user)
    }

    fn stop(&mut self, at: Conversation, user: UserId) {
        self.signals
            .retain(|(place, who, _)| (*place, *who) != (at, user));
    }
}
