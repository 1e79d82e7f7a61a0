use super::{
    add_people_dialog::AddPeopleDialog,
    avatar::Avatar,
    icon::{Glyph, Icon},
};
use crate::{
    chat::use_chat,
    model::{Role, RoomId, RoomKind, UserId},
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// Who is in the room.
#[component]
pub(crate) fn PeoplePanel(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Show when=move || open.get()><People room open /></Show> }
}

#[component]
fn People(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let adding = RwSignal::new(false);
    let closed = Memo::new(move |_| {
        chat.client.with(|client| {
            client
                .state
                .rooms
                .get(&room)
                .is_some_and(|room| room.kind == RoomKind::Closed)
        })
    });
    let members = Memo::new(move |_| chat.client.with(|client| members_by_name(client, room)));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <aside class="people" aria-label="People" on:keydown=on_key>
            <header class="people-header">
                <h2>"People"</h2>
                <button class="button-icon" type="button" aria-label="Close people" on:click=move |_| open.set(false)>
                    <Icon glyph=Glyph::Close />
                </button>
            </header>
            <ul class="people-list">
                <For each=move || members.get() key=|member| *member let:member><PersonItem user=member /></For>
            </ul>
            <Show when=move || closed.get()>
                <button class="button people-add" type="button" on:click=move |_| adding.set(true)>"Add people"</button>
            </Show>
            <AddPeopleDialog room open=adding />
        </aside>
    }
}

#[component]
fn PersonItem(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let person = Memo::new(move |_| {
        chat.client
            .with(|client| client.state.people.get(&user).cloned())
    });
    let name = Signal::derive(move || {
        chat.client
            .with(|client| client.state.name_of(user).to_owned())
    });
    let is_me = chat
        .client
        .with_untracked(|client| client.state.me.id == user);
    let note = move || match person.get() {
        _ if is_me => Some("You"),
        Some(person) if person.role == Role::Administrator => Some("Administrator"),
        _ => None,
    };
    view! {
        <li class="person">
            <Avatar user name />
            <span class="person-name" dir="auto">{name}</span>
            {move || note().map(|note| view! { <span class="person-note">{note}</span> })}
        </li>
    }
}

fn members_by_name(client: &crate::client::Client, room: RoomId) -> Vec<UserId> {
    let members = client
        .state
        .rooms
        .get(&room)
        .and_then(|room| room.members.as_ref());
    let mut members: Vec<UserId> = members.into_iter().flatten().copied().collect();
    members.sort_by_key(|user| client.state.name_of(*user).to_lowercase());
    members
}
