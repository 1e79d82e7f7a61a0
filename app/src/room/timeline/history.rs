//! Loading of a conversation's history.

use super::scroll_target::ScrollTarget;
use crate::{
    chat::Chat,
    erased::{effect, when},
    kit::skeleton::skeleton,
    later::{later, lazy},
};
use client::{Client, state::Timeline};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::Conversation;

/// A part of the history to load.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HistoryTarget {
    Older,
    Newer,
    Newest,
    /// The message with this `seq`, and those around it.
    Message(u64),
    /// The first unread message of the room.
    Unread,
}

/// Loader of a conversation's history. It loads one page at a time, and keeps the last failure.
#[derive(Clone, Copy)]
pub(crate) struct History {
    chat: Chat,
    conversation: Conversation,
    loading: RwSignal<bool>,
    /// The last destination that the person asked for.
    goal: StoredValue<HistoryTarget>,
    /// Whether a destination is loaded and not scrolled to yet: what is in view by then is not what the person sees.
    travelling: StoredValue<bool>,
    /// The target that could not be loaded, and the reason.
    failure: RwSignal<Option<(HistoryTarget, String)>>,
    /// Scrolls to a place in what is loaded.
    scroll: StoredValue<Option<Callback<ScrollTarget>>>,
}

impl History {
    pub(super) fn new(chat: Chat, conversation: Conversation) -> Self {
        Self {
            chat,
            conversation,
            loading: RwSignal::new(false),
            goal: StoredValue::new(HistoryTarget::Newest),
            travelling: StoredValue::new(false),
            failure: RwSignal::new(None),
            scroll: StoredValue::new(None),
        }
    }

    /// Sets the function that scrolls to a place in what is loaded.
    pub(super) fn scroll_with(self, scroll: impl Fn(ScrollTarget) + Send + Sync + 'static) {
        self.scroll.set_value(Some(Callback::new(scroll)));
    }

    /// Reads the timeline, now and whenever the client changes.
    fn look(self, read: fn(&Timeline) -> bool) -> bool {
        self.chat
            .look(|client| client.state.timeline(self.conversation).is_some_and(read))
    }

    /// Reads the timeline now.
    fn peek(self, read: fn(&Timeline) -> bool) -> bool {
        self.chat
            .peek(|client| client.state.timeline(self.conversation).is_some_and(read))
    }

    /// Returns whether a part of the history is loaded.
    pub(super) fn is_loaded(self) -> bool {
        self.look(|timeline| timeline.loaded)
    }

    /// Returns whether the first message is loaded.
    pub(super) fn reaches_start(self) -> bool {
        self.look(|timeline| timeline.loaded && !timeline.older)
    }

    /// Returns whether there are newer messages that are not loaded.
    pub(super) fn has_newer(self) -> bool {
        self.look(|timeline| timeline.newer)
    }

    /// Same as [`History::has_newer`], but does not track changes.
    pub(super) fn has_newer_untracked(self) -> bool {
        self.peek(|timeline| timeline.newer)
    }

    /// Returns the number of unread messages in the room. In a thread it is 0: a person who looks at it reads it.
    pub(super) fn unread(self) -> u64 {
        match self.conversation.thread {
            Some(_) => 0,
            None => self.chat.unread_in(self.conversation.room),
        }
    }

    /// Returns whether a destination is loaded and not scrolled to yet.
    pub(super) fn is_travelling(self) -> bool {
        self.travelling.try_get_value() == Some(true)
    }

    pub(super) fn load_older(self) {
        if self.peek(|timeline| timeline.loaded && timeline.older) {
            self.load_more(HistoryTarget::Older);
        }
    }

    pub(super) fn load_newer(self) {
        if self.has_newer_untracked() {
            self.load_more(HistoryTarget::Newer);
        }
    }

    /// Loads a page, unless one is being loaded or the last load has failed: scrolling calls this many times.
    fn load_more(self, target: HistoryTarget) {
        if !self.loading.get_untracked() && self.failure.with_untracked(Option::is_none) {
            self.loading.set(true);
            self.load(target);
        }
    }

    /// Goes to the newest message.
    pub(crate) fn go_to_newest(self) {
        self.load(HistoryTarget::Newest);
    }

    /// Goes to the message at `seq`.
    pub(crate) fn go_to(self, seq: u64) {
        self.load(HistoryTarget::Message(seq));
    }

    /// Goes to the first unread message.
    pub(super) fn go_to_unread(self) {
        self.load(HistoryTarget::Unread);
    }

    /// Repeats a load that failed.
    fn retry(self) {
        let failed =
            |failure: &Option<(HistoryTarget, String)>| failure.as_ref().map(|(target, _)| *target);
        if let Some(target) = self.failure.with_untracked(failed) {
            self.load(target);
        }
    }

    /// Loads a part of the history and scrolls to it. A new destination replaces one that is still loading.
    fn load(self, target: HistoryTarget) {
        let is_destination = !matches!(target, HistoryTarget::Older | HistoryTarget::Newer);
        if is_destination {
            self.goal.set_value(target);
        }
        self.failure.set(None);
        spawn_local(async move {
            let Self {
                chat, conversation, ..
            } = self;
            let outcome = match target {
                HistoryTarget::Older => chat.load_older(conversation).await,
                HistoryTarget::Newer => chat.load_newer(conversation).await,
                HistoryTarget::Newest => chat.show(conversation, None).await,
                HistoryTarget::Message(seq) => chat.show(conversation, Some(seq)).await,
                HistoryTarget::Unread => chat.show_unread(conversation.room).await,
            };
            // The person may have left the room meanwhile, and these signals are gone.
            self.loading.try_set(false);
            match outcome {
                Ok(()) => {
                    self.travelling.try_update_value(|travelling| {
                        *travelling |= is_destination;
                    });
                    request_animation_frame(move || self.scroll_to(target));
                }
                Err(problem) => drop(self.failure.try_set(Some((target, problem.detail)))),
            }
        });
    }

    /// Scrolls to `target`, unless the person has asked for another destination meanwhile.
    fn scroll_to(self, target: HistoryTarget) {
        if self.goal.try_get_value() != Some(target) {
            return;
        }
        self.travelling.set_value(false);
        let to = match target {
            HistoryTarget::Newest => ScrollTarget::Newest,
            HistoryTarget::Message(seq) if self.holds(seq) => ScrollTarget::Middle(seq),
            HistoryTarget::Message(_) => return self.miss(),
            HistoryTarget::Unread => {
                let room = self.conversation.room;
                let first = self.chat.peek(|client| client.first_unread(room));
                first.map_or(ScrollTarget::Newest, ScrollTarget::Top)
            }
            HistoryTarget::Older | HistoryTarget::Newer => return,
        };
        if let Some(scroll) = self.scroll.get_value() {
            scroll.run(to);
        }
    }

    /// Returns whether the message at `seq` is loaded.
    fn holds(self, seq: u64) -> bool {
        self.chat.peek(|client| {
            let timeline = client.state.timeline(self.conversation);
            timeline.is_some_and(|timeline| timeline.holds(seq))
        })
    }

    /// Says that the message to go to is not there, and goes to the newest message.
    fn miss(self) {
        self.chat.notify(text().timeline_missing_message());
        self.go_to_newest();
    }
}

/// Shows that history is loading, or why it could not be loaded.
#[component]
pub(super) fn HistoryStatus(history: History) -> impl IntoView {
    let problem = move || later(history_problem(history));
    let failed = move || history.failure.read().is_some();
    view! {
        {when(failed, problem)}
        {when(move || !history.is_loaded() && !failed(), skeleton)}
    }
}

lazy!(pub(crate) fn history_problem = HistoryProblem(history: History));

/// Says why history could not be loaded.
#[component]
pub(crate) fn HistoryProblem(history: History) -> impl IntoView {
    let retry = move |_| history.retry();
    let is_offline_copy = move || history.chat.look(Client::is_offline_copy);
    let why = move || match (is_offline_copy(), history.is_loaded()) {
        (true, true) => text().only_newest_saved().to_owned(),
        (true, false) => text().not_saved().to_owned(),
        (false, _) => history
            .failure
            .get()
            .map(|(_, why)| why)
            .unwrap_or_default(),
    };
    // Without a network it would fail again; when the network is back, it is tried again.
    let button = move || {
        view! { <button class="button-link" type="button" on:click=retry>{text().try_again()}</button> }
            .into_any()
    };
    view! {
        <div class="timeline-problem" class:is-plain=is_offline_copy role="alert">
            <span>{why}</span>
            {when(move || !is_offline_copy(), button)}
        </div>
    }
}

/// Goes to the message that the address names, now and whenever it changes. Opening and closing a thread beside the room
/// does not move the room.
pub(super) fn use_address(history: History) {
    let History {
        chat, conversation, ..
    } = history;
    let mut had_thread = None;
    effect(move || {
        let route = chat.route();
        if route.room_id() != Some(conversation.room) {
            return;
        }
        let has_thread = route.thread().is_some();
        let seq = route.seq().filter(|_| !has_thread);
        let target = seq.map_or(HistoryTarget::Newest, HistoryTarget::Message);
        let opens_thread = has_thread && had_thread.is_some();
        let closes_thread = had_thread == Some(true) && target == HistoryTarget::Newest;
        if !opens_thread && !closes_thread {
            history.load(target);
        }
        had_thread = Some(has_thread);
    });
}

/// Goes to the newest message when the person sends something or a resync drops what was loaded, and repeats a failed load
/// when the connection is back.
pub(crate) fn use_history_updates(history: History, sent: Trigger) {
    let chat = history.chat;
    let mut first = true;
    effect(move || {
        sent.track();
        if !first {
            history.go_to_newest();
        }
        first = false;
    });
    let mut before = None;
    effect(move || {
        let now = (history.is_loaded(), chat.look(Client::is_live));
        let came_back = before.is_some_and(|(_, live): (bool, bool)| !live) && now.1;
        let dropped = before.is_some_and(|(loaded, _)| loaded) && !now.0;
        if came_back {
            history.retry();
        }
        if dropped {
            history.go_to_newest();
        }
        before = Some(now);
    });
}
