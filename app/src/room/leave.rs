use crate::{
    api,
    chat::use_chat,
    erased::{handler, part, spawn},
    kit::{dialog::Dialog, form::ProblemAlert},
    room::hide::go_elsewhere,
};
use leptos::prelude::*;
use protocol::{RoomId, RoomKind};

/// With what a person leaves a room, after a question. `open` is of the dialog around it.
#[component]
pub(crate) fn LeaveRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let question = move || part! { <Question room settings=open asking /> };
    part! {
        <section class="setting">
            <button class="button" type="button" on:click=handler(move |_| asking.set(true))>"Leave room"</button>
            <Dialog title="Leave room" open=asking content=question />
        </section>
    }
}

#[component]
fn Question(room: RoomId, settings: RwSignal<bool>, asking: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let consequence = chat.peek(|client| match client.state.rooms.get(&room)?.kind {
        RoomKind::Open => {
            Some("You can come back at any time: you find the room under Browse rooms.")
        }
        RoomKind::Closed | RoomKind::Direct => {
            Some("You will not see this room any more, unless somebody in it adds you again.")
        }
    });
    let leave = handler(move |_| {
        spawn(async move {
            let me = chat.peek(|client| client.state.me.id);
            match api::command(chat.browser, "DELETE", api::member(room, me)).await {
                // The room may be gone from the page before the answer is here, and this question with it.
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
            <p class="dialog-lead">{consequence.unwrap_or_default()}</p>
            <ProblemAlert problem />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=handler(move |_| asking.set(false))>"Cancel"</button>
                <button class="button button-primary" type="button" on:click=leave>"Leave"</button>
            </div>
        </div>
    }
}
