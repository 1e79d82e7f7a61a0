//! The line above the first unread reply of the open thread, and marking the thread as read.

use crate::{chat::Chat, room::timeline::Log};
use client::{Client, state::Timeline};
use leptos::prelude::*;
use protocol::{Conversation, MessageId};

/// Whether the person has marked the open thread as unread, here or on another device. It then stays unread while they look
/// at it, until they open it again or reply in it.
#[derive(Clone, Copy)]
pub(crate) struct MarkedUnread {
    on: RwSignal<bool>,
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
    fn update(self, position: Option<u64>) {
        if position.is_some() && position < self.position.get_value() {
            self.mark();
        }
        self.position.set_value(position);
    }
}

/// Returns the read position at which the line "New" is drawn: where unread replies began when the thread was opened, or
/// where the person has marked them as unread.
pub(super) fn use_thread_unread_line(
    chat: Chat,
    root: MessageId,
    marked_unread: MarkedUnread,
) -> RwSignal<Option<u64>> {
    let unread = move |client: &Client| {
        let follow = client.state.follow(root)?;
        (follow.unread > 0).then_some(follow.read_seq)
    };
    let line = RwSignal::new(chat.peek(unread));
    let begin = Memo::new(move |_| chat.look(unread));
    Effect::new(move || {
        let begin = begin.get();
        if marked_unread.on.get() && begin.is_some() {
            line.set(begin);
        }
    });
    line
}

/// Marks the thread as read while the person is looking at its newest replies.
pub(super) fn use_thread_reading(
    chat: Chat,
    at: Conversation,
    log: Log,
    marked_unread: MarkedUnread,
) {
    Effect::new(move || {
        // The clock also moves when the page gains or loses the focus.
        chat.clock.track();
        let (position, last) = chat.look(|client| {
            let follow = at.thread.and_then(|root| client.state.follow(root));
            let timeline = client.state.timeline(at);
            let whole = timeline.filter(|timeline| timeline.loaded && !timeline.newer);
            (
                follow.map(|follow| follow.read_seq),
                whole.and_then(Timeline::last),
            )
        });
        // In this effect, not in one of its own: if that ran later, the thread would be read first.
        marked_unread.update(position);
        let watched = log.scroller.at_newest.get() && chat.browser.get().is_watched();
        let read = watched && !marked_unread.on.get();
        if let (Some(root), Some(seq), true) = (at.thread, last, read) {
            chat.act_untracked(|client| client.read_thread(root, seq));
        }
    });
}
