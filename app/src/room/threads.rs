//! Page of the threads that a person follows, and the link to it.

use crate::{
    chat::use_chat,
    erased::when,
    kit::{
        empty_state::EmptyState,
        form_request::RequestProblem,
        icon::{Glyph, Icon},
    },
    later::lazy,
    room::header::MenuButton,
    sidebar::{drawer::Drawer, room_list::count},
};
mod card;
mod list;

use card::ThreadCard;
use leptos::prelude::*;
use list::ThreadList;
use protocol::route::THREADS;

lazy!(pub(crate) fn lazy_threads = Threads());

/// Page of the threads that the person follows. It is loaded again whenever a stream brings a change.
#[component]
pub(crate) fn Threads() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let threads = ThreadList::new();
    let cursors =
        Memo::new(move |_| chat.look(|client| (client.is_live(), client.state.cursors.clone())));
    Effect::new(move || {
        cursors.track();
        threads.load();
    });
    let empty = || {
        view! {
            <EmptyState
                title=|| "No threads yet".into()
                hint="You follow a thread when you reply in it, when others reply to you, and when you choose to."
            />
        }.into_any()
    };
    let more_button = move || {
        view! {
            <button class="button threads-more" type="button" on:click=move |_| threads.show_more()>
                "Show more"
            </button>
        }
        .into_any()
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                <h1>"Threads"</h1>
            </header>
            <div class="threads">
                <RequestProblem request=threads.request />
                {when(move || threads.is_empty(), empty)}
                <ul class="threads-list" aria-label="Threads">
                    <For each=move || threads.roots() key=|key| *key children=move |root| view! { <ThreadCard threads root /> }.into_any() />
                </ul>
                {when(move || threads.has_more(), more_button)}
            </div>
        </main>
    }
}

/// Link to the page of followed threads, with the number of unread replies.
#[component]
pub(crate) fn ThreadsLink() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let unread = Memo::new(move |_| chat.look(|client| client.state.unread_replies()));
    let current = move || chat.route().is_threads();
    let label = move || match unread.get() {
        0 => "Threads".to_owned(),
        unread => format!("Threads, {unread} unread"),
    };
    let badge =
        move || view! { <span class="badge">{move || count(unread.get())}</span> }.into_any();
    view! {
        <a
            class="room-link"
            class:is-unread=move || unread.get() != 0
            href=THREADS
            aria-label=label
            aria-current=move || current().then_some("page")
            on:click=move |_| drawer.set(false)
        >
            <Icon glyph=|| Glyph::THREAD />
            <span class="room-link-name">"Threads"</span>
            {when(move || unread.get() != 0, badge)}
        </a>
    }
}
