//! The line above the first unread message of a room, and marking the room as read.

use super::scroller::Scroller;
use crate::chat::Chat;
use leptos::prelude::*;
use protocol::RoomId;

/// Returns the read position at which the line "New" is drawn. It is set when an unread message arrives, and stays until
/// the room is left.
pub(super) fn use_unread_line(chat: Chat, room: RoomId) -> RwSignal<Option<u64>> {
    let position = move || {
        chat.peek(|client| {
            let state = client.state.rooms.get(&room)?;
            (state.unread() > 0).then_some(state.read_seq)
        })
    };
    let line = RwSignal::new(position());
    let mut before = None;
    Effect::new(move || {
        let unread = chat.unread_in(room);
        if unread > 0 && before == Some(0) {
            line.set(position());
        }
        before = Some(unread);
    });
    line
}

/// Marks the room as read while the person is looking at its newest messages, and trims a long timeline.
pub(super) fn use_watching(chat: Chat, room: RoomId, scroller: Scroller) {
    Effect::new(move || {
        // The clock also moves when the page gains or loses the focus.
        chat.clock.track();
        let at_newest = chat.look(|client| {
            let state = client.state.rooms.get(&room);
            state.is_some_and(|state| state.timeline.loaded && !state.timeline.newer)
                && !client.is_kept_unread(room)
        });
        let watched = at_newest && scroller.at_newest.get() && chat.browser.get().is_watched();
        let watched_room = watched.then_some(room);
        if chat.watched.get_untracked() != watched_room {
            chat.watched.set(watched_room);
        }
        if watched {
            chat.mark_read(room);
            chat.trim_timeline(room);
        }
    });
    on_cleanup(move || {
        if chat.watched.try_get_untracked() == Some(Some(room)) {
            chat.watched.set(None);
        }
    });
}
