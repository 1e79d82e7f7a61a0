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
use locale::{around, text};
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
            <p class="field-hint">{text().room_hide_hint()}</p>
            <button class="button" type="button" on:click=hide>{text().room_hide()}</button>
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
            RoomKind::Open => text().room_leave_open_hint(),
            RoomKind::Closed | RoomKind::Direct => text().room_leave_closed_hint(),
        }
    };
    let asking = RwSignal::new(false);
    let words = move || view! { <p class="dialog-lead">{untrack(consequence)}</p> }.into_any();
    let leave = move || -> api::Submission {
        let path = api::member(room, chat.me());
        Box::pin(api::command(chat.browser, "DELETE", path))
    };
    let question = Question::new(text().room_leave_verb(), words, leave).then(move || {
        open.try_set(false);
        show_another_room(chat, room);
    });
    view! {
        <div class="setting-row">
            <p class="field-hint">{move || consequence().to_owned()}</p>
            <button class="button" type="button" on:click=move |_| asking.set(true)>{text().room_leave()}</button>
        </div>
        <Confirmation title=text().room_leave() open=asking question />
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
        true => text().room_restore_hint(),
        false => text().room_archive_hint(),
    };
    let label = move || match archived.get() {
        true => text().room_restore(),
        false => text().room_archive(),
    };
    let words = move || {
        let name = chat.peek(|client| client.state.room_name(room));
        let (before, after) = around(|room| text().room_archive_consequence(room));
        view! {
            <p class="dialog-lead">
                {before}<bdi><strong>{name.unwrap_or_default()}</strong></bdi>{after}
            </p>
        }
        .into_any()
    };
    let question = Question::new(text().room_archive_verb(), words, move || set(true));
    view! {
        <div class="setting-row">
            <p class="field-hint">{move || hint().to_owned()}</p>
            <button class="button" type="button" on:click=click>{move || label().to_owned()}</button>
        </div>
        <RequestProblem request />
        <Confirmation title=text().room_archive() open=asking question />
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
    let words = move || {
        let (before, after) = around(|room| text().room_delete_consequence(room));
        view! { <p class="dialog-lead">{before}<bdi><strong>{name()}</strong></bdi>{after}</p> }
            .into_any()
    };
    let delete = move || -> api::Submission {
        Box::pin(api::command(chat.browser, "DELETE", api::room(room)))
    };
    let question = Question::new(text().delete(), words, delete)
        .dangerous()
        .typed(text().room_delete_confirm(), name)
        .then(move || {
            open.try_set(false);
            show_another_room(chat, room);
        });
    view! {
        <div class="setting-row">
            <p class="field-hint">{text().room_delete_hint()}</p>
            <button class="button button-danger-quiet" type="button" on:click=move |_| asking.set(true)>{text().room_delete()}</button>
        </div>
        <Confirmation title=text().room_delete() open=asking question />
    }
}

/// Goes to the first listed room other than `room`, if there is one.
fn show_another_room(chat: Chat, room: RoomId) {
    let rooms = chat.peek(|client| client.listed_rooms(None));
    if let Some(next) = rooms.into_iter().find(|next| *next != room) {
        chat.go(&room_path(next));
    }
}
