//! What the people in a room look at.

use protocol::{Attention, Conversation, UserId};
use std::collections::HashMap;

/// What one person looks at, on all devices together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Watcher {
    /// Whether they look at any page of Hubbub.
    watches: bool,
    /// The conversations that they look at.
    looks_at: Vec<Conversation>,
    /// Whether a device shows notifications.
    alerts: bool,
}

/// The people who are subscribed to a room and told what they look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Watchers(HashMap<UserId, Watcher>);

impl Watchers {
    /// Adds what a person looks at on one device.
    pub(super) fn add(&mut self, user: UserId, attention: Attention) {
        let Attention {
            watched,
            room,
            thread,
            alerts,
        } = attention;
        if !watched && !alerts {
            return;
        }
        let watcher = self.0.entry(user).or_default();
        watcher.alerts |= alerts;
        watcher.watches |= watched;
        if let Some(room) = room.filter(|_| watched) {
            watcher.looks_at.push(room.into());
            if thread.is_some() {
                watcher.looks_at.push(Conversation { room, thread });
            }
        }
    }

    /// Returns whether a person looks at any page of Hubbub.
    pub(crate) fn watches(&self, user: UserId) -> bool {
        self.0.get(&user).is_some_and(|it| it.watches)
    }

    /// Returns whether a person looks at one of these conversations.
    pub(crate) fn looks_at(&self, user: UserId, conversations: &[Conversation]) -> bool {
        let watcher = self.0.get(&user);
        watcher.is_some_and(|it| it.looks_at.iter().any(|it| conversations.contains(it)))
    }

    /// Returns the people who have a device that shows notifications.
    pub(crate) fn alerted(&self) -> Vec<UserId> {
        let alerted = self.0.iter().filter(|(_, watcher)| watcher.alerts);
        alerted.map(|(user, _)| *user).collect()
    }
}
