//! The way to hide a direct room.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{handler, part, spawn},
    kit::form::ProblemAlert,
};
use leptos::prelude::*;
use protocol::{RoomId, route::room_path};

/// Keeps a direct room out of the person's list until its next message. `open` is of the dialog around it.
#[component]
pub(crate) fn HideRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let hide = handler(move |_| {
        problem.set(String::new());
        spawn(async move {
            match api::command(chat.browser, "PUT", api::hidden(room)).await {
                Ok(()) => {
                    open.try_set(false);
                    go_elsewhere(chat, room);
                }
                Err(refusal) => drop(problem.try_set(refusal.detail)),
            }
        });
    });
    part! {
        <section class="setting">
            <p class="field-hint">"A hidden conversation is out of your list until somebody writes there. For the others nothing changes."</p>
            <ProblemAlert problem />
            <button class="button" type="button" on:click=hide>"Hide conversation"</button>
        </section>
    }
}

/// Leads from a room to the first of the others.
pub(crate) fn go_elsewhere(chat: Chat, room: RoomId) {
    let rooms = chat.peek(|client| client.listed_rooms(None));
    if let Some(next) = rooms.into_iter().find(|next| *next != room) {
        chat.go(&room_path(next));
    }
}
