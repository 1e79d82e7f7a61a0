//! Who is typing in which conversation.

use protocol::{Conversation, Event, EventKind, Timestamp, UserId};

/// Lifetime of a typing signal, in milliseconds.
const LIFETIME_MS: i64 = 5_000;

/// Typing signals that have not expired.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typing {
    signals: Vec<(Conversation, UserId, Timestamp)>,
}

impl Typing {
    pub(super) fn typed(&mut self, conversation: Conversation, user: UserId, now: Timestamp) {
        self.stop(conversation, user);
        self.signals
            .push((conversation, user, Timestamp(now.millis() + LIFETIME_MS)));
    }

    /// Stops the signals of the messages' authors.
    pub(super) fn messages_arrived(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::MessageCreated { message } = &event.kind {
                self.stop(message.conversation(), message.author);
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

    pub(super) fn within(&self, conversation: Conversation) -> impl Iterator<Item = UserId> {
        self.signals
            .iter()
            .filter(move |(place, _, _)| *place == conversation)
            .map(|(_, user, _)| *user)
    }

    fn stop(&mut self, conversation: Conversation, user: UserId) {
        self.signals
            .retain(|(place, who, _)| (*place, *who) != (conversation, user));
    }
}
