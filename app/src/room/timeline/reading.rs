//! The read position of an open room, and the line above its first unread message.

use super::{History, scroller::Scroller};
use crate::{browser::closest, browser::use_window_event, chat::Chat, erased::effect};
use client::{RoomReader, RoomView};
use leptos::{ev, prelude::*};
use protocol::RoomId;
use std::time::Duration;

/// Time between two moves of the read position while the person scrolls over unread messages.
const PAUSE: Duration = Duration::from_millis(250);

/// Keeps the read position of an open room where the person has read to.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    chat: Chat,
    room: RoomId,
    history: History,
    reader: StoredValue<RoomReader>,
    /// The position to send after the pause.
    waiting: StoredValue<Option<u64>>,
    /// The read position at which the line "New" is drawn.
    pub(super) line: RwSignal<Option<u64>>,
    /// Whether there are unread messages above the view.
    pub(super) unread_above: RwSignal<bool>,
}

impl Reading {
    /// Starts to read a room, from when it is opened until it is left.
    pub(super) fn new(chat: Chat, room: RoomId, history: History) -> Self {
        let reader = chat.peek(|client| RoomReader::new(client, room));
        let line = RwSignal::new(reader.line());
        Self {
            chat,
            room,
            history,
            reader: StoredValue::new(reader),
            waiting: StoredValue::new(None),
            line,
            unread_above: RwSignal::new(false),
        }
    }

    /// Moves the read position over what comes into view, and trims a long timeline.
    pub(super) fn follow(self, scroller: Scroller) {
        let Self { chat, room, .. } = self;
        effect(move || {
            // The clock also moves when the page gains or loses the focus.
            chat.clock.track();
            let view = RoomView {
                messages: scroller.in_view.get(),
                at_newest: scroller.at_newest.get(),
                watched: chat.browser.get().is_watched(),
            };
            self.look(view);
        });
        on_cleanup(move || {
            self.send_waiting();
            if chat.watched.try_get_untracked() == Some(Some(room)) {
                chat.watched.set(None);
            }
        });
    }

    fn look(self, view: RoomView) {
        let Self { chat, room, .. } = self;
        let looked = self.reader.try_update_value(|reader| {
            let progress = chat.look(|client| reader.look(client, view));
            (progress, reader.line())
        });
        let Some((progress, line)) = looked else {
            return;
        };
        set_if_changed(self.line, line);
        set_if_changed(self.unread_above, progress.unread_above);
        set_if_changed(chat.watched, progress.caught_up.then_some(room));
        match progress.read_to {
            Some(seq) if progress.caught_up => chat.mark_read(room, seq),
            Some(seq) => self.send_later(seq),
            None => {}
        }
        if view.at_newest && view.watched {
            chat.trim_timeline(room);
        }
    }

    /// Sends a read position after a pause, or a later one that is known by then.
    fn send_later(self, seq: u64) {
        let before = self.waiting.get_value();
        self.waiting.set_value(Some(seq));
        if before.is_none() {
            set_timeout(move || self.send_waiting(), PAUSE);
        }
    }

    fn send_waiting(self) {
        if let Some(Some(seq)) = self.waiting.try_update_value(Option::take) {
            self.chat.mark_read(self.room, seq);
        }
    }

    /// Returns the number of unread messages. Tracks the client.
    pub(super) fn unread(self) -> u64 {
        self.chat.unread_in(self.room)
    }

    /// Goes to the first unread message.
    pub(super) fn go_to_first_unread(self) {
        self.history.go_to_unread();
    }

    /// Marks the whole room as read.
    pub(super) fn mark_all_read(self) {
        let Self { chat, room, .. } = self;
        self.waiting.set_value(None);
        chat.act(|client| {
            self.reader
                .update_value(|reader| reader.mark_all_read(client));
            client.resume_reading(room);
            client.read(room)
        });
        self.line.set(None);
    }

    /// Marks the whole room as read when the person presses Escape where nothing else uses it.
    pub(super) fn on_escape(self) {
        use_window_event(ev::keydown, move |event| {
            let has_new = self.line.get_untracked().is_some() || self.unread_above.get_untracked();
            let is_taken = event.default_prevented()
                || event.is_composing()
                || closest(event.target(), ELSEWHERE).is_some();
            if event.key() == "Escape" && has_new && !is_taken {
                self.mark_all_read();
            }
        });
    }
}

/// Parts of the page where Escape closes something.
const ELSEWHERE: &str = "dialog, aside, nav";

fn set_if_changed<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
