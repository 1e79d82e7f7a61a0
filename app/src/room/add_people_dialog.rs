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
    let lead = move || {
        let people = match members.get() {
            0 => String::new(),
            1 => "Only you are in it so far. ".to_owned(),
            people => format!("{people} people are in it. "),
        };
        format!("{people}People you add can read all earlier messages.")
    };
    let nobody = move || match (strangers.with(Vec::is_empty), chat.administers()) {
        (true, true) => {
            "Everyone in the workspace is in this room. Invite more people to the workspace first."
        }
        (true, false) => "Everyone in the workspace is in this room.",
        (false, _) => "Nobody else has that name.",
    };
    let opener = DialogOpener::get();
    let invite = move |_| {
        open.set(false);
        opener.open(DialogKind::Invite);
    };
    let invite_button = move || {
        view! { <button class="button" type="button" on:click=invite>"Invite people"</button> }
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
            <p class="dialog-lead"><bdi><strong>{move || name.get()}</strong></bdi>". "{lead}</p>
            <RequestProblem request />
            <input
                class="input"
                type="search"
                aria-label="Find people"
                placeholder="Find people"
                autocomplete="off"
                autofocus
                on:input=move |event| letters.set(event_target_value(&event))
            />
            <ul class="people-list add-people">{each(move || found.get(), item)}</ul>
            {when(move || found.read().is_empty() && members.get() > 0, empty)}
            <div class="dialog-actions">
                <button class="button button-primary" type="button" on:click=move |_| open.set(false)>"Done"</button>
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
            <button class="button" type="button" aria-label=move || format!("Add {}", name.get()) on:click=add>
                "Add"
            </button>
        </li>
    }
}
