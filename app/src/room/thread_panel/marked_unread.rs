//! Marking the open thread as unread.

use crate::chat::Chat;
use leptos::prelude::*;

/// Whether the person has marked the open thread as unread, here or on another device. It then stays unread while they look
/// at it, until they open it again or reply in it.
#[derive(Clone, Copy)]
pub(crate) struct MarkedUnread {
    pub(super) on: RwSignal<bool>,
    /// The last known read position.
    position: StoredValue<Option<u64>>,
}

impl MarkedUnread {
    pub(super) fn provide(chat: Chat) -> Self {
        let marked_unread = Self {
            on: RwSignal::new(false),
            position: StoredValue::new(None),
        };
        provide_context(marked_unread);
        let mut first = true;
        Effect::new(move || {
            chat.replied.track();
            if !first {
                marked_unread.on.set(false);
            }
            first = false;
        });
        marked_unread
    }

    pub(crate) fn mark(self) {
        self.on.set(true);
    }

    /// Takes in the current read position. Only marking as unread moves it back.
    pub(super) fn update(self, position: Option<u64>) {
        if position.is_some() && position < self.position.get_value() {
            self.mark();
        }
        self.position.set_value(position);
    }
}
