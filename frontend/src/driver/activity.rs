//! Whether the person is active in this tab.

use super::Driver;
use crate::clock;
use leptos::prelude::document;

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

    /// Tells the client whether the person is active. Nobody is in a hidden tab. The client only tells the server, so no
    /// view needs to be woken.
    pub(super) fn note_activity(&self) {
        let active = !document().hidden() && !self.is_idle();
        self.chat.act_untracked(|client| client.set_active(active));
    }

    fn is_idle(&self) -> bool {
        clock::now().millis() - self.touched.get() > ACTIVE_MS
    }
}
