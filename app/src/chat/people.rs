//! What the client knows of the signed-in person and of others.

use super::Chat;
use leptos::prelude::*;
use protocol::{Role, Status, UserId};

impl Chat {
    /// Returns the id of the signed-in person.
    pub(crate) fn me(self) -> UserId {
        self.peek(|client| client.state.me.id)
    }

    /// Returns whether the signed-in person is an administrator. Tracks the client.
    pub(crate) fn administers(self) -> bool {
        self.look(|client| client.state.me.role == Role::Administrator)
    }

    /// Returns whether the signed-in person is a guest. Tracks the client.
    pub(crate) fn is_guest(self) -> bool {
        self.look(|client| client.state.me.role == Role::Guest)
    }

    /// Returns a person's name, to show. Tracks the client.
    pub(crate) fn name_of(self, user: UserId) -> String {
        self.look(|client| client.state.name_of(user).to_owned())
    }

    /// Returns a person's status, unless it has ended. Tracks the client and the clock.
    pub(crate) fn status_of(self, user: UserId) -> Option<Status> {
        let now = self.clock.get();
        let status = self.look(|client| client.state.status_of(user).cloned());
        status.filter(|status| status.is_current(now))
    }
}
