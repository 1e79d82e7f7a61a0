//! The way to delete a room.

use crate::{
    api,
    chat::use_chat,
    erased::{handler, part, spawn},
    kit::{dialog::Dialog, form::ProblemAlert},
    room::hide::go_elsewhere,
};
use leptos::prelude::*;
use protocol::RoomId;

/// Deletes a room for everyone, after a question. `open` is of the dialog around it.
#[component]
pub(crate) fn DeleteRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let question = move || part! { <Question room settings=open asking /> };
    part! {
        <section class="setting">
            <button class="button button-danger" type="button" on:click=handler(move |_| asking.set(true))>"Delete room"</button>
            <Dialog title="Delete room" open=asking content=question />
        </section>
    }
}

#[component]
fn Question(room: RoomId, settings: RwSignal<bool>, asking: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    // The room may be gone before its question is.
    let name = chat.peek(|client| client.state.room_name(room));
    let name = name.unwrap_or_default();
    let delete = handler(move |_| {
        spawn(async move {
            match api::command(chat.browser, "DELETE", api::room(room)).await {
                Ok(()) => {
                    asking.try_set(false);
                    settings.try_set(false);
                    go_elsewhere(chat, room);
                }
                Err(refusal) => drop(problem.try_set(refusal.detail)),
            }
        });
    });
    part! {
        <div class="form">
            <p class="dialog-lead">
                <bdi><strong>{name}</strong></bdi>
                " goes for everyone and for good, with all messages and files in it. An archived room could still be read."
            </p>
            <ProblemAlert problem />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=handler(move |_| asking.set(false))>"Cancel"</button>
                <button class="button button-danger" type="button" on:click=delete>"Delete"</button>
            </div>
        </div>
    }
}
