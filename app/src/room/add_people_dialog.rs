//! Dialog to add people of the workspace to a room.

use crate::{
    api,
    chat::use_chat,
    erased::memo,
    kit::{
        avatar::Avatar,
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use protocol::{Role, RoomId, UserId};

#[component]
pub(crate) fn AddPeopleDialog(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Add people" open content=move || view! { <NonMembers room /> }.into_any() /> }
}

/// The people who may be added: those of the workspace who are not in the room.
#[component]
pub(crate) fn NonMembers(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let strangers = memo(move || {
        let administers = chat.administers();
        chat.look(|client| {
            let room = client.state.rooms.get(&room);
            let members = room.and_then(|room| room.members.as_deref());
            let members = members.unwrap_or_default();
            let strangers = client.state.people.values().filter(|person| {
                // Only administrators add guests.
                let may_add = administers || person.role != Role::Guest;
                may_add && !person.is_shut_out() && !members.contains(&person.id)
            });
            strangers.map(|person| person.id).collect::<Vec<_>>()
        })
    });
    let hint = move || match strangers.with(Vec::is_empty) {
        true => "There is nobody else to add.",
        false => "People you add can read all earlier messages.",
    };
    let item = move |user| view! { <NonMember room user request /> }.into_any();
    view! {
        <div class="form">
            <p class="dialog-lead">{move || hint().to_owned()}</p>
            <RequestProblem request />
            <ul class="people-list"><For each=move || strangers.get() key=|key| *key children=item /></ul>
        </div>
    }
}

#[component]
fn NonMember(room: RoomId, user: UserId, request: FormRequest) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.name_of(user));
    let add = move |_| {
        // The new member shows when the room's stream says so.
        let sent = api::command(chat.browser, "PUT", api::member(room, user));
        request.run(sent, |()| ());
    };
    view! {
        <li class="person">
            <Avatar user name=name />
            <span class="person-name" dir="auto">{move || name.get()}</span>
            <button class="button" type="button" aria-label=move || format!("Add {}", name.get()) on:click=add>
                "Add"
            </button>
        </li>
    }
}
