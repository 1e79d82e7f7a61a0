//! Dialog to add people of the workspace to a room.

use crate::{
    api,
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{each, memo, when},
    kit::{
        avatar::Avatar,
        form_request::{FormRequest, RequestProblem},
    },
    sidebar::name_match::match_rank,
};
use leptos::prelude::*;
use locale::{around, text};
use protocol::{Role, RoomId, UserId};

/// The people who may be added to the room that is asked for: those of the workspace who are not in it.
#[component]
pub(crate) fn AddPeople(open: RwSignal<bool>) -> impl IntoView {
    match DialogOpener::get().room_to_fill() {
        Some(room) => view! { <NonMembers room open /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn NonMembers(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    chat.load_members(room);
    let request = FormRequest::new();
    let letters = RwSignal::new(String::new());
    let strangers = memo(move || {
        let administers = chat.administers();
        chat.look(|client| {
            let room = client.state.rooms.get(&room);
            // Until the members are known, nobody is offered.
            let Some(members) = room.and_then(|room| room.members.as_deref()) else {
                return Vec::new();
            };
            let strangers = client.state.people.values().filter(|person| {
                // Only administrators add guests.
                let may_add = administers || person.role != Role::Guest;
                may_add && !person.is_shut_out() && !members.contains(&person.id)
            });
            strangers.map(|person| person.id).collect::<Vec<_>>()
        })
    });
    let found = memo(move || {
        let letters = letters.get();
        let mut ranked: Vec<(u8, String, UserId)> = Vec::new();
        for user in strangers.get() {
            let name = chat.name_of(user);
            if let Some(rank) = match_rank(&letters, &name) {
                let person = (rank, name.to_lowercase(), user);
                let at = ranked.partition_point(|other| *other <= person);
                ranked.insert(at, person);
            }
        }
        ranked
            .into_iter()
            .map(|(_, _, user)| user)
            .collect::<Vec<_>>()
    });
    let name = memo(move || chat.room_name(room).unwrap_or_default());
    let members =
        memo(move || chat.look_room(room, |room| room.members.as_ref().map_or(0, Vec::len)));
    let lead = move || around(|room| text().add_people_lead(room, members.get()));
    let nobody = move || match (strangers.with(Vec::is_empty), chat.administers()) {
        (true, true) => text().add_people_all_invite(),
        (true, false) => text().add_people_all(),
        (false, _) => text().add_people_nobody(),
    };
    let opener = DialogOpener::get();
    let invite = move |_| {
        open.set(false);
        opener.open(DialogKind::Invite);
    };
    let invite_button = move || {
        view! { <button class="button" type="button" on:click=invite>{text().action_invite()}</button> }
            .into_any()
    };
    let may_invite = move || chat.administers() && strangers.with(Vec::is_empty);
    let empty = move || {
        view! {
            <div class="add-people-nobody">
                <p class="field-hint">{move || nobody().to_owned()}</p>
                {when(may_invite, invite_button)}
            </div>
        }
        .into_any()
    };
    let item = move |user| view! { <NonMember room user request /> }.into_any();
    view! {
        <div class="form">
            <p class="dialog-lead">{move || lead().0}<bdi><strong>{move || name.get()}</strong></bdi>{move || lead().1}</p>
            <RequestProblem request />
            <input
                class="input"
                type="search"
                aria-label=text().add_people_find()
                placeholder=text().add_people_find()
                autocomplete="off"
                autofocus
                on:input=move |event| letters.set(event_target_value(&event))
            />
            <ul class="people-list add-people">{each(move || found.get(), item)}</ul>
            {when(move || found.read().is_empty() && members.get() > 0, empty)}
            <div class="dialog-actions">
                <button class="button button-primary" type="button" on:click=move |_| open.set(false)>{text().done()}</button>
            </div>
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
            <button class="button" type="button" aria-label=move || text().add_people_add(&name.get()) on:click=add>
                {text().add()}
            </button>
        </li>
    }
}
