//! Hiding, leaving and deleting a room. Afterwards the person is shown another room.

use crate::{
    api,
    chat::{Chat, use_chat},
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use protocol::{RoomId, RoomKind, route::room_path};

/// Button that hides a direct room from the person's list until its next message. `open` is the dialog around it.
#[component]
pub(crate) fn HideRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let hide = move |_| {
        let sent = api::command(chat.browser, "PUT", api::hidden(room));
        request.run(sent, move |()| {
            open.try_set(false);
            show_another_room(chat, room);
        });
    };
    view! {
        <section class="setting">
            <p class="field-hint">"Hides this conversation from your list until someone writes in it. Nothing changes for the others."</p>
            <RequestProblem request />
            <button class="button" type="button" on:click=hide>"Hide conversation"</button>
        </section>
    }
}

/// Button that leaves a room, after a confirmation. `open` is the dialog around it.
#[component]
pub(crate) fn LeaveRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let question = move || {
        let consequence = chat.peek(|client| match client.state.rooms.get(&room)?.kind {
            RoomKind::Open => Some("You can rejoin at any time from Browse rooms."),
            RoomKind::Closed | RoomKind::Direct => {
                Some("To come back, someone in the room has to add you again.")
            }
        });
        view! { <p class="dialog-lead">{consequence.unwrap_or_default()}</p> }.into_any()
    };
    view! {
        <ConfirmedExit
            room
            settings=open
            title="Leave room"
            class="button"
            verb="Leave"
            verb_class="button button-primary"
            path=api::member(room, chat.me())
            question=Box::new(question)
        />
    }
}

/// Button that deletes a room for everyone, after a confirmation. `open` is the dialog around it.
#[component]
pub(crate) fn DeleteRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let question = move || {
        // The room may be removed before the confirmation closes.
        let name = chat.peek(|client| client.state.room_name(room));
        view! {
            <p class="dialog-lead">
                <bdi><strong>{name.unwrap_or_default()}</strong></bdi>
                " and all its messages and files will be deleted for everyone. This cannot be undone. To keep them readable, archive the room instead."
            </p>
        }.into_any()
    };
    view! {
        <ConfirmedExit
            room
            settings=open
            title="Delete room"
            class="button button-danger"
            verb="Delete"
            verb_class="button button-danger"
            path=api::room(room)
            question=Box::new(question)
        />
    }
}

/// Button in the room's settings that opens a confirmation, which deletes what is at `path`.
#[component]
fn ConfirmedExit(
    room: RoomId,
    settings: RwSignal<bool>,
    /// Label of the button in the settings, and title of the confirmation.
    title: &'static str,
    class: &'static str,
    /// Label of the button that confirms.
    verb: &'static str,
    verb_class: &'static str,
    path: String,
    question: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> impl IntoView {
    let chat = use_chat();
    let asking = RwSignal::new(false);
    let content = move || {
        let request = FormRequest::new();
        let path = path.clone();
        let confirm = move |_| {
            let sent = api::command(chat.browser, "DELETE", path.clone());
            // The room's page, and the dialogs with it, may be gone before the answer arrives.
            request.run(sent, move |()| {
                asking.try_set(false);
                settings.try_set(false);
                show_another_room(chat, room);
            });
        };
        view! {
            <div class="form">
                {question()}
                <RequestProblem request />
                <div class="dialog-actions">
                    <button class="button" type="button" autofocus on:click=move |_| asking.set(false)>"Cancel"</button>
                    <button class=verb_class type="button" on:click=confirm>{verb}</button>
                </div>
            </div>
        }.into_any()
    };
    view! {
        <section class="setting">
            <button class=class type="button" on:click=move |_| asking.set(true)>{title}</button>
            <Dialog title open=asking content />
        </section>
    }
}

/// Goes to the first listed room other than `room`, if there is one.
fn show_another_room(chat: Chat, room: RoomId) {
    let rooms = chat.peek(|client| client.listed_rooms(None));
    if let Some(next) = rooms.into_iter().find(|next| *next != room) {
        chat.go(&room_path(next));
    }
}
