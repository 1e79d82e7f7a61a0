//! Page of the threads that a person follows.

use crate::{
    chat::use_chat,
    erased::{effect, memo, when},
    kit::{empty_state::EmptyState, form_request::RequestProblem},
    later::lazy,
    room::header::MenuButton,
    sidebar::drawer::Drawer,
};
mod card;
mod list;

use card::ThreadCard;
use leptos::prelude::*;
use list::ThreadList;

lazy!(pub(crate) fn lazy_threads = Threads());

/// Page of the threads that the person follows. It is loaded again whenever a stream brings a change.
#[component]
pub(crate) fn Threads() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let threads = ThreadList::new();
    let cursors =
        memo(move || chat.look(|client| (client.is_live(), client.state.cursors.clone())));
    effect(move || {
        cursors.track();
        threads.load();
    });
    let empty = || {
        view! {
            <EmptyState
                title=|| "No threads yet".into()
                hint="You follow a thread when you reply in it, when someone replies to your message, or when you choose Follow."
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
