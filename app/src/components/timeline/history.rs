use super::scroller::Scroller;
use crate::{
    chat::Chat,
    client::Link,
    erased::{effect, handler, part, spawn, when},
    model::RoomId,
    protocol::Problem,
    route::Route,
    state::Timeline,
};
use leptos::prelude::*;
use std::{future::Future, pin::Pin};

type Load = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// What of one room's history is here, and the loading of more: one page at a time, with what went wrong.
#[derive(Clone, Copy)]
pub(super) struct History {
    chat: Chat,
    room: RoomId,
    loading: RwSignal<bool>,
    journey: StoredValue<u64>,
    problem: RwSignal<String>,
}

impl History {
    pub(super) fn new(chat: Chat, room: RoomId) -> Self {
        Self {
            chat,
            room,
            loading: RwSignal::new(false),
            journey: StoredValue::new(0),
            problem: RwSignal::new(String::new()),
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
        self.more(Box::pin(self.chat.older(self.room)));
    }

    pub(super) fn newer(self) {
        self.more(Box::pin(self.chat.newer(self.room)));
    }

    /// Scrolling asks for more many times; one load at a time is enough.
    fn more(self, load: Load) {
        if !self.loading.get_untracked() {
            self.loading.set(true);
            // The room may have been left meanwhile, and these signals with it.
            self.load(
                load,
                Box::new(move || {
                    self.loading.try_set(false);
                }),
            );
        }
    }

    /// Loads the present if need be, and then goes there.
    pub(super) fn newest(self, then: Box<dyn FnOnce()>) {
        self.go(Box::pin(self.chat.show(self.room, None)), then);
    }

    /// Loads what is around `seq` if need be, and then goes there.
    fn around(self, seq: u64, then: Box<dyn FnOnce()>) {
        self.go(Box::pin(self.chat.show(self.room, Some(seq))), then);
    }

    /// Going somewhere waits for nothing, and of two places the later one wins.
    fn go(self, load: Load, then: Box<dyn FnOnce()>) {
        let journey = self.journey.get_value() + 1;
        self.journey.set_value(journey);
        let still_wanted = move || self.journey.try_get_value() == Some(journey);
        self.load(
            load,
            Box::new(move || {
                request_animation_frame(move || {
                    if still_wanted() {
                        then();
                    }
                });
            }),
        );
    }

    fn load(self, load: Load, done: Box<dyn FnOnce()>) {
        self.problem.set(String::new());
        spawn(async move {
            if let Err(problem) = load.await {
                self.problem.try_set(problem.detail);
            }
            done();
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
        part! {
            <div class="timeline-problem" role="alert">
                <span>{move || history.problem.get()}</span>
                <button class="button-link" type="button" on:click=retry>"Try again"</button>
            </div>
        }
    };
    let loading = || {
        part! { <div class="timeline-loading" role="status" aria-label="Loading messages"><i></i><i></i><i></i></div> }
    };
    let failed = move || !history.problem.with(String::is_empty);
    part! {
        {when(failed, problem)}
        {when(move || !history.is_loaded() && !failed(), loading)}
    }
}

/// Goes to the place that the address names, now and whenever it changes, and to the end when the person sends
/// something; loads what a resync has dropped.
pub(super) fn use_place(history: History, scroller: Scroller) {
    let History { chat, room, .. } = history;
    effect(move || match chat.route() {
        Route::Room { room: there, at } if there == room => match at {
            Some(seq) => history.around(seq, Box::new(move || scroller.to_message(seq))),
            None => history.newest(Box::new(|| ())),
        },
        _ => (),
    });
    let mut first = true;
    effect(move || {
        chat.sent.track();
        if !first {
            history.newest(Box::new(move || scroller.to_bottom()));
        }
        first = false;
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
