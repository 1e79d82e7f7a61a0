//! Presence of people, and whether the server knows this person's own.

use protocol::{Presence, UserId};

/// Presence as the server has told it on this connection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PresenceTracker {
    active: Vec<UserId>,
    away: Vec<UserId>,
    /// Whether the person is active on this device.
    active_here: bool,
    /// Whether the server knows `active_here`.
    synced: bool,
}

impl PresenceTracker {
    /// Applies a presence signal. With `all`, everyone who is not named is offline.
    pub(crate) fn update(
        &mut self,
        all: bool,
        active: Vec<UserId>,
        away: Vec<UserId>,
        offline: &[UserId],
    ) {
        if all {
            self.active = active;
            self.away = away;
            return;
        }
        // Three loops: a chained iterator is code for each list type, and makes the wasm larger.
        for user in &active {
            self.set(*user, Presence::Active);
        }
        for user in &away {
            self.set(*user, Presence::Away);
        }
        for user in offline {
            self.set(*user, Presence::Offline);
        }
    }

    fn set(&mut self, user: UserId, presence: Presence) {
        for users in [&mut self.active, &mut self.away] {
            if let Some(index) = users.iter().position(|other| *other == user) {
                users.remove(index);
            }
        }
        match presence {
            Presence::Active => self.active.push(user),
            Presence::Away => self.away.push(user),
            Presence::Offline => {}
        }
    }

    pub(crate) fn of(&self, user: UserId) -> Presence {
        if self.active.contains(&user) {
            Presence::Active
        } else if self.away.contains(&user) {
            Presence::Away
        } else {
            Presence::Offline
        }
    }

    /// Forgets everyone's presence: it is unknown without a connection.
    pub(crate) fn clear(&mut self) {
        self.update(true, Vec::new(), Vec::new(), &[]);
    }

    /// Sets whether the person is active here. Returns whether the server must be told.
    pub(crate) fn set_active(&mut self, active: bool) -> bool {
        self.synced &= self.active_here == active;
        self.active_here = active;
        !self.synced
    }

    /// The server was told.
    pub(crate) fn sent(&mut self) {
        self.synced = true;
    }

    /// The next connection must be told again.
    pub(crate) fn connection_lost(&mut self) {
        self.synced = false;
    }
}

#[cfg(test)]
mod tests;
