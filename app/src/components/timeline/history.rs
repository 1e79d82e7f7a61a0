use super::scroller::Scroller;
use crate::{
    chat::Chat,
    client::Link,
    erased::{effect, handler, when},
    model::RoomId,
    protocol::Problem,
    state::Timeline,
};
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};

type Load = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// What of one room's history is here, and the loading of more: one page at a time, with what went wrong.
#[derive(Clone, Copy)]
pub(super) struct History {
    chat: Chat,
    room: RoomId,
    loading: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl History {
    pub(super) fn new(chat: Chat, room: RoomId) -> Self {
        Self {
            chat,
            room,
            loading: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    fn timeline(self, read: fn(&Timeline) -> bool) -> bool {
        self.chat.look(|client| {
            client
                .state
                .rooms
                .get(&self.room)
                .is_some_and(|room| read(&room.timeline))
        })
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

    /// Unread messages in the room.
    pub(super) fn unread(self) -> u64 {
        self.chat.unread_in(self.room)
    }

    pub(super) fn older(self) {
        self.load(Box::pin(self.chat.older(self.room)), Box::new(|| ()));
    }

    pub(super) fn newer(self) {
        self.load(Box::pin(self.chat.newer(self.room)), Box::new(|| ()));
    }

    /// Loads the present if need be, and then goes there.
    pub(super) fn newest(self, then: Box<dyn FnOnce()>) {
        self.load(Box::pin(self.chat.show(self.room, None)), then);
    }

    /// Loads what is around `seq` if need be, and then goes there.
    fn around(self, seq: u64, then: Box<dyn FnOnce()>) {
        self.load(Box::pin(self.chat.show(self.room, Some(seq))), then);
    }

    fn load(self, load: Load, then: Box<dyn FnOnce()>) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let outcome = load.await;
            // The room may have been left meanwhile, and these signals with it.
            self.loading.try_set(false);
            match outcome {
                Ok(()) => request_animation_frame(then),
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}

/// Says that history is loading, or why it is not.
#[component]
pub(super) fn HistoryStatus(history: History) -> impl IntoView {
    let problem = move || {
        let retry = handler(move |_| {
            if history.is_loaded() {
                history.older()
            } else {
                history.newest(Box::new(|| ()))
            }
        });
        let detail = history
            .problem
            .get()
            .map(|problem| problem.detail)
            .unwrap_or_default();
        view! {
            <div class="timeline-problem" role="alert">
                <span>{detail}</span>
                <button class="button-link" type="button" on:click=retry>"Try again"</button>
            </div>
        }
        .into_any()
    };
    let loading = || {
        view! { <div class="timeline-loading" role="status" aria-label="Loading messages"><i></i><i></i><i></i></div> }
            .into_any()
    };
    let failed = move || history.problem.with(Option::is_some);
    view! {
        {when(failed, problem)}
        {when(move || !history.is_loaded() && !failed(), loading)}
    }
}

/// Goes to the place that the address names, now and whenever it changes, and loads what a resync has dropped.
pub(super) fn use_place(history: History, scroller: Scroller) {
    let History { chat, room, .. } = history;
    let at = Memo::new(move |_| {
        chat.route
            .with(|route| (route.room_id() == Some(room)).then(|| route.seq()))
    });
    effect(move || match at.get() {
        Some(Some(seq)) => history.around(seq, Box::new(move || scroller.to_message(seq))),
        Some(None) => history.newest(Box::new(|| ())),
        None => (),
    });
    let mut before = None;
    effect(move || {
        let now = (history.is_loaded(), chat.look(|client| client.link));
        let came_back = |(_, link)| link != Link::Live && now.1 == Link::Live;
        let dropped = |(loaded, _)| loaded;
        if !now.0 && before.is_some_and(|before| came_back(before) || dropped(before)) {
            history.newest(Box::new(|| ()));
        }
        before = Some(now);
    });
}
