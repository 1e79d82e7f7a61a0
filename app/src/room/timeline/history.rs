use super::scroller::Scroller;
use crate::{
    chat::Chat,
    erased::{effect, handler, part, spawn, when},
    later::{Later, later},
};
use client::{Client, state::Timeline};
use leptos::prelude::*;
use protocol::Conversation;

/// Where in history a person wants to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Older,
    Newer,
    Newest,
    Place(u64),
}

/// What of one conversation is here, and the loading of more: one page at a time, with what went wrong.
#[derive(Clone, Copy)]
pub(crate) struct History {
    chat: Chat,
    at: Conversation,
    loading: RwSignal<bool>,
    /// Where the person wanted to go last.
    goal: StoredValue<Wish>,
    /// What could not be loaded.
    failed: StoredValue<Wish>,
    scroller: StoredValue<Option<Scroller>>,
    problem: RwSignal<String>,
}

impl History {
    pub(super) fn new(chat: Chat, at: Conversation) -> Self {
        Self {
            chat,
            at,
            loading: RwSignal::new(false),
            goal: StoredValue::new(Wish::Newest),
            failed: StoredValue::new(Wish::Newest),
            scroller: StoredValue::new(None),
            problem: RwSignal::new(String::new()),
        }
    }

    fn timeline(self, read: fn(&Timeline) -> bool) -> bool {
        self.chat
            .look(|client| client.state.timeline(self.at).is_some_and(read))
    }

    /// Whether any of it is here.
    pub(super) fn is_loaded(self) -> bool {
        self.timeline(|timeline| timeline.loaded)
    }

    /// Whether it is here from the beginning.
    pub(super) fn is_whole(self) -> bool {
        self.timeline(|timeline| timeline.loaded && !timeline.older)
    }

    /// Whether it ends before the present.
    pub(super) fn is_past(self) -> bool {
        self.timeline(|timeline| timeline.newer)
    }

    /// As [`History::is_past`], for who asks once.
    pub(super) fn is_past_now(self) -> bool {
        self.timeline_now(|timeline| timeline.newer)
    }

    /// Unread messages in the room; of a thread, whoever looks at it sees them.
    pub(super) fn unread(self) -> u64 {
        match self.at.thread {
            Some(_) => 0,
            None => self.chat.unread_in(self.at.room),
        }
    }

    /// As [`History::timeline`], for who asks once: scrolling is no reason to be told of changes.
    fn timeline_now(self, read: fn(&Timeline) -> bool) -> bool {
        self.chat
            .peek(|client| client.state.timeline(self.at).is_some_and(read))
    }

    pub(super) fn older(self) {
        if self.timeline_now(|timeline| timeline.loaded && timeline.older) {
            self.more(Wish::Older);
        }
    }

    pub(super) fn newer(self) {
        if self.is_past_now() {
            self.more(Wish::Newer);
        }
    }

    /// Scrolling asks for more many times: one load at a time is enough, and none while a failure waits to be read.
    fn more(self, wish: Wish) {
        if !self.loading.get_untracked() && !self.has_failed() {
            self.loading.set(true);
            self.fulfil(wish);
        }
    }

    /// Goes to the newest message.
    pub(crate) fn newest(self) {
        self.fulfil(Wish::Newest);
    }

    /// Goes to the message at `seq`.
    pub(crate) fn place(self, seq: u64) {
        self.fulfil(Wish::Place(seq));
    }

    fn has_failed(self) -> bool {
        self.problem.with_untracked(|problem| !problem.is_empty())
    }

    /// Tries what failed once more.
    fn retry(self) {
        if self.has_failed() {
            self.fulfil(self.failed.get_value());
        }
    }

    /// Going somewhere waits for nothing, and of two places the later one wins.
    fn fulfil(self, wish: Wish) {
        if matches!(wish, Wish::Newest | Wish::Place(_)) {
            self.goal.set_value(wish);
        }
        self.problem.set(String::new());
        spawn(async move {
            let Self { chat, at, .. } = self;
            let outcome = match wish {
                Wish::Older => chat.older(at).await,
                Wish::Newer => chat.newer(at).await,
                Wish::Newest => chat.show(at, None).await,
                Wish::Place(seq) => chat.show(at, Some(seq)).await,
            };
            // The room may have been left meanwhile, and these signals with it.
            self.loading.try_set(false);
            match outcome {
                Ok(()) => request_animation_frame(move || self.arrive(wish)),
                Err(problem) => {
                    self.failed.try_set_value(wish);
                    self.problem.try_set(problem.detail);
                }
            }
        });
    }

    fn arrive(self, wish: Wish) {
        if self.goal.try_get_value() == Some(wish) {
            match wish {
                Wish::Newest => self
                    .scroller
                    .with_value(|scroller| scroller.map(Scroller::to_bottom)),
                Wish::Place(seq) => self
                    .scroller
                    .with_value(|scroller| scroller.map(|it| it.to_message(seq))),
                Wish::Older | Wish::Newer => None,
            };
        }
    }
}

/// Says that history is loading, or why it is not.
#[component]
pub(super) fn HistoryStatus(history: History) -> impl IntoView {
    let problem = move || later(Later::HistoryProblem(history));
    let loading = || {
        part! { <div class="timeline-loading" role="status" aria-label="Loading messages"><i></i><i></i><i></i></div> }
    };
    let failed = move || !history.problem.with(String::is_empty);
    part! {
        {when(failed, problem)}
        {when(move || !history.is_loaded() && !failed(), loading)}
    }
}

/// Why history could not be loaded.
#[component]
pub(crate) fn HistoryProblem(history: History) -> impl IntoView {
    let retry = handler(move |_| history.retry());
    part! {
        <div class="timeline-problem" role="alert">
            <span>{move || history.problem.get()}</span>
            <button class="button-link" type="button" on:click=retry>"Try again"</button>
        </div>
    }
}

/// Goes to the place that the address names, now and whenever it changes. A thread that comes beside the room, or goes,
/// leaves the room where it is.
pub(super) fn use_place(history: History) {
    let History { chat, at, .. } = history;
    let mut beside = None;
    effect(move || {
        let route = chat.route();
        if route.room_id() != Some(at.room) {
            return;
        }
        let thread = route.thread().is_some();
        let place = route.seq().filter(|_| !thread);
        let wish = place.map_or(Wish::Newest, Wish::Place);
        let stays = thread && beside.is_some() || beside == Some(true) && wish == Wish::Newest;
        if !stays {
            history.fulfil(wish);
        }
        beside = Some(thread);
    });
}

/// Goes to the end when the person sends something; loads what a resync has dropped, and what failed while the connection
/// was away.
pub(crate) fn keep_up(history: History, scroller: Scroller, sent: Trigger) {
    let chat = history.chat;
    history.scroller.set_value(Some(scroller));
    let mut first = true;
    effect(move || {
        sent.track();
        if !first {
            history.newest();
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
            history.newest();
        }
        before = Some(now);
    });
}
