//! Marking the open thread as unread.

use crate::{chat::Chat, erased::effect};
use leptos::prelude::*;

/// State of the open thread that the person may have marked as unread, here or on another device. A marked thread stays
/// unread while they look at it, until they open it again or reply in it.
#[derive(Clone, Copy)]
pub(crate) struct MarkedUnread {
    /// Whether the thread is marked.
    pub(super) on: RwSignal<bool>,
    /// The last known read position.
    position: StoredValue<Option<u64>>,
}

impl MarkedUnread {
    /// Provides the state as a context. A reply in the thread removes the mark.
    pub(super) fn provide(chat: Chat) -> Self {
        let marked_unread = Self {
            on: RwSignal::new(false),
            position: StoredValue::new(None),
        };
        provide_context(marked_unread);
        let mut first = true;
        effect(move || {
            chat.replied.track();
            if !first {
                marked_unread.on.set(false);
            }
            first = false;
        });
        marked_unread
    }

    /// Marks the thread as unread.
    pub(crate) fn mark(self) {
        self.on.set(true);
    }

    /// Stores the current read position. If it has moved back, the thread was marked as unread: nothing else moves it back.
    pub(super) fn update(self, position: Option<u64>) {
        if position.is_some() && position < self.position.get_value() {
            self.mark();
        }
        self.position.set_value(position);
    }
}
