use super::{
    add_people_dialog::AddPeopleDialog,
    avatar::Avatar,
    drawer::focus_soon,
    icon::{Glyph, Icon},
    later::{Later, later},
    manage_control::ManageControl,
};
use crate::{
    chat::use_chat,
    client::Client,
    erased::{handler, list, memo, part, when},
    model::{Role, RoomId, UserId},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// Who is in the room.
#[component]
pub(crate) fn PeoplePanel(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    when(move || open.get(), move || later(Later::People(room, open)))
}

#[component]
pub(super) fn People(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let adding = RwSignal::new(false);
    // Everyone is in the permanent room already.
    let may_add = move || {
        let permanent =
            chat.look(|client| client.state.rooms.get(&room).map(|room| room.permanent));
        permanent == Some(false)
    };
    let members = memo(move || chat.look(|client| members_by_name(client, room)));
    let close = NodeRef::<html::Button>::new();
    focus_soon(close);
    let on_key = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    });
    let add_button = move || {
        part! {
            <button class="button people-add" type="button" on:click=handler(move |_| adding.set(true))>
                "Add people"
            </button>
        }
    };
    let item = |user| part! { <PersonItem user /> };
    part! {
        <aside class="people" aria-label="People" on:keydown=on_key>
            <header class="people-header">
                <h2>"People"</h2>
                <button
                    class="button-icon"
                    node_ref=close
                    type="button"
                    aria-label="Close people"
                    on:click=handler(move |_| open.set(false))
                >
                    <Icon glyph=|| Glyph::Close />
                </button>
            </header>
            <ul class="people-list">{list(move || members.get(), item)}</ul>
            {when(may_add, add_button)}
            <AddPeopleDialog room open=adding />
        </aside>
    }
}

#[component]
fn PersonItem(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.look(|client| client.state.name_of(user).to_owned()));
    let title = memo(move || {
        let title = |client: &Client| client.state.people.get(&user)?.title.clone();
        chat.look(title).unwrap_or_default()
    });
    let titled =
        move || part! { <span class="person-title" dir="auto">{move || title.get()}</span> };
    let administers = move || chat.look(|client| client.state.me.role == Role::Administrator);
    let note = move || {
        chat.look(|client| match client.state.people.get(&user) {
            _ if client.state.me.id == user => "You",
            Some(person) if person.banned => "Banned",
            Some(person) if person.role == Role::Administrator => "Administrator",
            _ => "",
        })
    };
    part! {
        <li class="person">
            <Avatar user name=name />
            <span class="person-who">
                <span class="person-name" dir="auto">{move || name.get()}</span>
                {when(move || title.with(|title| !title.is_empty()), titled)}
            </span>
            <span class="person-note">{move || note().to_owned()}</span>
            {when(administers, move || part! { <ManageControl user name /> })}
        </li>
    }
}

fn members_by_name(client: &Client, room: RoomId) -> Vec<UserId> {
    let members = client
        .state
        .rooms
        .get(&room)
        .and_then(|room| room.members.as_ref());
    let mut sorted: Vec<UserId> = Vec::new();
    for user in members.into_iter().flatten() {
        let name = client.state.name_of(*user);
        let place = sorted.partition_point(|other| client.state.name_of(*other) <= name);
        sorted.insert(place, *user);
    }
    sorted
}
