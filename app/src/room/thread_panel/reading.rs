//! The line above the first unread reply of the open thread, and marking the thread as read.

use super::marked_unread::MarkedUnread;
use crate::{
    chat::Chat,
    erased::{effect, memo},
    room::timeline::MessageLog,
};
use client::{Client, state::Timeline};
use leptos::prelude::*;
use protocol::{Conversation, MessageId};

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
    let begin = memo(move || chat.look(unread));
    effect(move || {
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
    conversation: Conversation,
    log: MessageLog,
    marked_unread: MarkedUnread,
) {
    effect(move || {
        // The clock also moves when the page gains or loses the focus.
        chat.clock.track();
        let (position, last) = chat.look(|client| {
            let follow = conversation
                .thread
                .and_then(|root| client.state.follow(root));
            let timeline = client.state.timeline(conversation);
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
        if let (Some(root), Some(seq), true) = (conversation.thread, last, read) {
            chat.act_untracked(|client| client.read_thread(root, seq));
        }
    });
}
