mod scroller;

use super::{
    empty_state::EmptyState,
    icon::{Glyph, Icon},
    message::MessageItem,
};
use crate::{
    calendar::{Day, LocalTime},
    chat::{Chat, use_chat},
    client::Link,
    model::RoomId,
    protocol::Problem,
    rows::{Look, RowKey, Rows},
};
use leptos::{html, prelude::*, task::spawn_local};
use scroller::Scroller;

/// The room's messages, newest at the bottom. It loads more as one scrolls, and keeps in place what one reads.
#[component]
pub(crate) fn Timeline(room: RoomId, name: Memo<String>, at: Memo<Option<u64>>) -> impl IntoView {
    let chat = use_chat();
    let scroll = NodeRef::<html::Div>::new();
    let log = NodeRef::<html::Div>::new();
    let history = History::new(chat, room);
    let unread_after = use_unread_line(chat, room);
    let scroller = Scroller::new(scroll, log, move |edge| match edge {
        scroller::Edge::Top => history.older(),
        scroller::Edge::Bottom => history.newer(),
    });
    use_watching(chat, room, scroller);
    use_place(history, scroller, at);

    let rows = Memo::new(move |_| {
        let local = chat.clock.with(Option::is_some);
        let browser = chat.browser.get();
        let offset = move |at| if local { browser.offset_minutes(at) } else { 0 };
        let look = Look {
            unread_after: unread_after.get(),
            offset_minutes: &offset,
        };
        chat.client.with(|client| Rows::new(client, room, &look))
    });
    let window = Memo::new(move |_| {
        chat.client.with(|client| {
            let timeline = &client.state.rooms.get(&room)?.timeline;
            Some((timeline.loaded, timeline.older, timeline.newer))
        })
    });
    let loaded = move || window.get().is_some_and(|(loaded, ..)| loaded);
    let whole = move || {
        window
            .get()
            .is_some_and(|(loaded, older, _)| loaded && !older)
    };
    let empty = move || rows.with(|rows| rows.order.is_empty());
    let newer = move || window.get().is_some_and(|(.., newer)| newer);
    let unread = move || chat.unread_in(room) > 0;
    let jump = move |_| {
        unread_after.set(None);
        history.newest(move || scroller.to_bottom());
    };

    view! {
        <div class="timeline">
            // A region that scrolls takes the focus, so that the keyboard can scroll it.
            <div class="timeline-scroll" node_ref=scroll tabindex="0" role="group" aria-label="History" on:scroll=move |_| scroller.scrolled()>
                <div class="timeline-log" node_ref=log role="log" aria-label="Messages">
                    <Show when=move || whole() && !empty()>
                        <p class="timeline-start">"This is where " <strong dir="auto">{move || name.get()}</strong> " begins."</p>
                    </Show>
                    <HistoryStatus history loaded=Signal::derive(loaded) />
                    <For each=move || rows.with(|rows| rows.order.clone()) key=|key| *key let:key>
                        <Row room key rows target=at chat />
                    </For>
                    <Show when=move || whole() && empty()>
                        <EmptyState title=Signal::derive(move || format!("Welcome to {}", name.get())) hint="Nobody has said anything yet. Say hello." />
                    </Show>
                </div>
            </div>
            <Show when=move || !scroller.pinned.get() || newer()>
                <button class="timeline-jump" type="button" on:click=jump
                    aria-label=move || { if unread() { "New messages" } else { "Jump to newest" } }>
                    <Icon glyph=Glyph::Down />
                    {move || unread().then_some("New messages")}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Row(
    room: RoomId,
    key: RowKey,
    rows: Memo<Rows>,
    target: Memo<Option<u64>>,
    chat: Chat,
) -> impl IntoView {
    match key {
        RowKey::Day(day) => view! { <DayLine day chat /> }.into_any(),
        RowKey::New => view! { <div class="divider divider-new" role="separator" aria-label="New"><span>"New"</span></div> }.into_any(),
        RowKey::Message(_, id) => view! { <MessageItem room key id rows target /> }.into_any(),
    }
}

#[component]
fn DayLine(day: Day, chat: Chat) -> impl IntoView {
    let label = Memo::new(move |_| {
        let browser = chat.browser.get();
        let today = chat
            .clock
            .get()
            .map(|now| LocalTime::new(now, browser.offset_minutes(now)).day());
        day.label(today)
    });
    view! { <div class="divider" role="separator" aria-label=move || label.get()><span>{move || label.get()}</span></div> }
}

/// Loads of one room's history: one at a time, with what went wrong.
#[derive(Clone, Copy)]
struct History {
    chat: Chat,
    room: RoomId,
    loading: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl History {
    fn new(chat: Chat, room: RoomId) -> Self {
        Self {
            chat,
            room,
            loading: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    fn older(self) {
        self.load(
            move || async move { self.chat.older(self.room).await },
            || (),
        );
    }

    fn newer(self) {
        self.load(
            move || async move { self.chat.newer(self.room).await },
            || (),
        );
    }

    fn newest(self, then: impl FnOnce() + 'static) {
        self.load(
            move || async move { self.chat.show(self.room, None).await },
            then,
        );
    }

    fn around(self, at: u64, then: impl FnOnce() + 'static) {
        self.load(
            move || async move { self.chat.show(self.room, Some(at)).await },
            then,
        );
    }

    fn load<F>(self, load: impl FnOnce() -> F + 'static, then: impl FnOnce() + 'static)
    where
        F: Future<Output = Result<(), Problem>> + 'static,
    {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let outcome = load().await;
            // The room may have been left meanwhile, and these signals with it.
            self.loading.try_set(false);
            match outcome {
                Ok(()) => request_animation_frame(then),
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}

#[component]
fn HistoryStatus(history: History, loaded: Signal<bool>) -> impl IntoView {
    let retry = move |_| {
        if loaded.get_untracked() {
            history.older()
        } else {
            history.newest(|| ())
        }
    };
    view! {
        {move || history.problem.get().map(|problem| view! {
            <div class="timeline-problem" role="alert">
                <span>{problem.detail}</span>
                <button class="button-link" type="button" on:click=retry>"Try again"</button>
            </div>
        })}
        <Show when=move || !loaded.get() && history.problem.with(Option::is_none)>
            <div class="timeline-loading" role="status" aria-label="Loading messages"><i></i><i></i><i></i></div>
        </Show>
    }
}

/// Goes to the place that the address names, now and whenever it changes.
fn use_place(history: History, scroller: Scroller, at: Memo<Option<u64>>) {
    Effect::new(move |_| match at.get() {
        Some(seq) => history.around(seq, move || scroller.to_message(seq)),
        None => history.newest(|| ()),
    });
    // After a resync the copy is empty again; while one reconnects a load may have failed.
    Effect::new(move |before: Option<(bool, Link)>| {
        let chat = history.chat;
        let (loaded, link) = chat.client.with(|client| {
            (
                client
                    .state
                    .rooms
                    .get(&history.room)
                    .is_none_or(|room| room.timeline.loaded),
                client.link,
            )
        });
        let came_back =
            link == Link::Live && before.is_some_and(|(_, before)| before != Link::Live);
        if !loaded && (came_back || before.is_some_and(|(loaded, _)| loaded)) {
            history.newest(|| ());
        }
        (loaded, link)
    });
}

/// Keeps the line where unread begins: it is drawn when something unread comes, and stays until the room is left.
fn use_unread_line(chat: Chat, room: RoomId) -> RwSignal<Option<u64>> {
    let position = move || {
        chat.client.with_untracked(|client| {
            let state = client.state.rooms.get(&room)?;
            (state.unread() > 0).then_some(state.read_seq)
        })
    };
    let line = RwSignal::new(position());
    Effect::new(move |before: Option<u64>| {
        let unread = chat.unread_in(room);
        if unread > 0 && before == Some(0) {
            line.set(position());
        }
        unread
    });
    line
}

/// What the person looks at is read: the newest messages, on a page in front of them.
fn use_watching(chat: Chat, room: RoomId, scroller: Scroller) {
    Effect::new(move |_| {
        chat.clock.track();
        let at_newest = chat.client.with(|client| {
            client
                .state
                .rooms
                .get(&room)
                .is_some_and(|room| room.timeline.loaded && !room.timeline.newer)
        });
        let watched = at_newest && scroller.pinned.get() && chat.browser.get().is_watched();
        if chat.watched.get_untracked() != watched.then_some(room) {
            chat.watched.set(watched.then_some(room));
        }
        if watched {
            chat.read(room);
        }
    });
    on_cleanup(move || {
        if chat.watched.try_get_untracked() == Some(Some(room)) {
            chat.watched.set(None);
        }
    });
}
