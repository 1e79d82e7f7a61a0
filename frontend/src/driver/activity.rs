//! Whether the person is active in this tab, and what they look at.

use super::Driver;
use crate::clock;
use leptos::prelude::{ReadUntracked as _, document};
use protocol::route::Route;

/// How long after their last input the person counts as active, in milliseconds.
const ACTIVE_MS: i64 = 5 * 60 * 1_000;

impl Driver {
    /// Notes that the person does something here.
    pub(super) fn touch(&self) {
        let idle = self.is_idle();
        self.touched.set(clock::now().millis());
        if idle {
            self.note_activity();
        }
    }

    /// Tells the client whether the person is active, and what they look at. Nobody is in a hidden tab. The client only tells
    /// the server, so no view needs to be woken.
    pub(super) fn note_activity(&self) {
        let active = !document().hidden() && !self.is_idle();
        let watched = active && document().has_focus().unwrap_or(true);
        let path = self.chat.path.read_untracked();
        let route = Route::parse(&path);
        self.chat.act_untracked(|client| {
            let mut actions = client.set_active(active);
            actions.extend(client.look_at(watched, route.room_id(), route.thread()));
            actions
        });
    }

    fn is_idle(&self) -> bool {
        clock::now().millis() - self.touched.get() > ACTIVE_MS
    }
}
