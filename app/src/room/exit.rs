//! Hiding, leaving, archiving and deleting a room: each with its consequence in words.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::memo,
    kit::{
        confirmation::{Confirmation, Question},
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use protocol::{RoomId, RoomKind, request::RoomChanges, route::room_path};

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
        <div class="setting-row">
            <p class="field-hint">"Hides this conversation from your list until someone writes in it. Nothing changes for the others."</p>
            <button class="button" type="button" on:click=hide>"Hide conversation"</button>
        </div>
        <RequestProblem request />
    }
}

/// Button that leaves a room, after a confirmation. `open` is the dialog around it.
#[component]
pub(crate) fn LeaveRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let consequence = move || {
        let kind = chat.look_room(room, |room| room.kind);
        match kind {
            RoomKind::Open => "You can rejoin at any time from Browse rooms.",
            RoomKind::Closed | RoomKind::Direct => {
                "To come back, someone in the room has to add you again."
            }
        }
    };
    let asking = RwSignal::new(false);
    let text = move || view! { <p class="dialog-lead">{untrack(consequence)}</p> }.into_any();
    let leave = move || -> api::Submission {
        let path = api::member(room, chat.me());
        Box::pin(api::command(chat.browser, "DELETE", path))
    };
    let question = Question::new("Leave", text, leave).then(move || {
        open.try_set(false);
        show_another_room(chat, room);
    });
    view! {
        <div class="setting-row">
            <p class="field-hint">{move || consequence().to_owned()}</p>
            <button class="button" type="button" on:click=move |_| asking.set(true)>"Leave room"</button>
        </div>
        <Confirmation title="Leave room" open=asking question />
    }
}

/// Button that archives the room after a confirmation, or restores it: one for both, so that it keeps the focus.
#[component]
pub(crate) fn ArchiveRoom(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let asking = RwSignal::new(false);
    let archived = memo(move || chat.is_archived(room));
    let set = move |archived| -> api::Submission {
        let changes = RoomChanges {
            archived: Some(archived),
            ..RoomChanges::default()
        };
        // The change shows when the room's stream says so.
        api::change_room(chat.browser, room, &changes)
    };
    let click = move |_| match archived.get_untracked() {
        true => request.run(set(false), |()| ()),
        false => asking.set(true),
    };
    let hint = move || match archived.get() {
        true => {
            "This room is archived. Restore it to allow new messages and return it to the list of rooms."
        }
        false => {
            "People can still read an archived room, but nobody can post in it. It moves to Browse rooms."
        }
    };
    let label = move || match archived.get() {
        true => "Restore room",
        false => "Archive room",
    };
    let text = move || {
        let name = chat.peek(|client| client.state.room_name(room));
        view! {
            <p class="dialog-lead">
                "Nobody can post in "<bdi><strong>{name.unwrap_or_default()}</strong></bdi>
                " any more, and it leaves everybody's list of rooms. Its messages stay readable from Browse rooms. An administrator can restore it at any time."
            </p>
        }
        .into_any()
    };
    let question = Question::new("Archive", text, move || set(true));
    view! {
        <div class="setting-row">
            <p class="field-hint">{move || hint().to_owned()}</p>
            <button class="button" type="button" on:click=click>{move || label().to_owned()}</button>
        </div>
        <RequestProblem request />
        <Confirmation title="Archive room" open=asking question />
    }
}

/// Button that deletes a room for everyone, once its name is typed. `open` is the dialog around it.
#[component]
pub(crate) fn DeleteRoom(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let asking = RwSignal::new(false);
    // The room may be removed before the confirmation closes.
    let name = move || {
        chat.peek(|client| client.state.room_name(room))
            .unwrap_or_default()
    };
    let text = move || {
        view! {
            <p class="dialog-lead">
                <bdi><strong>{name()}</strong></bdi>
                " and all its messages and files will be deleted for everyone. This cannot be undone. To keep them readable, archive the room instead."
            </p>
        }.into_any()
    };
    let delete = move || -> api::Submission {
        Box::pin(api::command(chat.browser, "DELETE", api::room(room)))
    };
    let question = Question::new("Delete", text, delete)
        .dangerous()
        .typed("Type the room's name to confirm", name)
        .then(move || {
            open.try_set(false);
            show_another_room(chat, room);
        });
    view! {
        <div class="setting-row">
            <p class="field-hint">"Deletes the room with all its messages and files, for everyone and for good."</p>
            <button class="button button-danger-quiet" type="button" on:click=move |_| asking.set(true)>"Delete room"</button>
        </div>
        <Confirmation title="Delete room" open=asking question />
    }
}

/// Goes to the first listed room other than `room`, if there is one.
fn show_another_room(chat: Chat, room: RoomId) {
    let rooms = chat.peek(|client| client.listed_rooms(None));
    if let Some(next) = rooms.into_iter().find(|next| *next != room) {
        chat.go(&room_path(next));
    }
}
