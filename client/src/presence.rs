use super::{Action, Client};
use protocol::{ClientFrame, Presence, UserId};

/// Who is there, as far as the server has told on this connection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attendance {
    active: Vec<UserId>,
    away: Vec<UserId>,
    /// Whether the person is active here.
    here: bool,
    /// Whether the server knows that.
    told: bool,
}

impl Attendance {
    /// With `all`, whoever is not named is offline.
    pub(super) fn heard(
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
        // One by one: what iterators offer would be made anew for each list, and weigh more.
        for user in &active {
            self.place(*user, Presence::Active);
        }
        for user in &away {
            self.place(*user, Presence::Away);
        }
        for user in offline {
            self.place(*user, Presence::Offline);
        }
    }

    fn place(&mut self, user: UserId, presence: Presence) {
        for users in [&mut self.active, &mut self.away] {
            if let Some(at) = users.iter().position(|other| *other == user) {
                users.remove(at);
            }
        }
        match presence {
            Presence::Active => self.active.push(user),
            Presence::Away => self.away.push(user),
            Presence::Offline => {}
        }
    }

    /// Nothing is known without a connection.
    pub(super) fn clear(&mut self) {
        self.heard(true, Vec::new(), Vec::new(), &[]);
    }

    /// Another connection is told anew.
    pub(super) fn link_lost(&mut self) {
        self.told = false;
    }
}

impl Client {
    /// Whether a person is there. Without a connection nobody seems to be.
    pub fn presence_of(&self, user: UserId) -> Presence {
        if self.attendance.active.contains(&user) {
            Presence::Active
        } else if self.attendance.away.contains(&user) {
            Presence::Away
        } else {
            Presence::Offline
        }
    }

    /// Whether the person is active on this device. Call it after a welcome, and whenever it may have changed: the
    /// server is told what it does not know.
    pub fn set_active(&mut self, active: bool) -> Vec<Action> {
        if self.attendance.here != active {
            self.attendance.here = active;
            self.attendance.told = false;
        }
        if !self.is_live() || self.attendance.told {
            return Vec::new();
        }
        self.attendance.told = true;
        vec![Action::Transmit(ClientFrame::Presence { active })]
    }
}

#[cfg(test)]
mod tests;
