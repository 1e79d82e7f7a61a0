//! The panel with the people of a room.

use super::{
    manage_control::{ManageButton, ManageDialog, Managed},
    presence_dot::PresenceDot,
};
use crate::{
    chat::use_chat,
    erased::{memo, when, when_some},
    kit::{avatar::Avatar, close_button::CloseButton, input_event::pressed_key},
    later::{later, lazy},
    layer::close_on_back,
    room::{
        add_people_dialog::AddPeopleDialog,
        message::{RichText, use_tools},
    },
    sidebar::drawer::focus_soon,
};
use client::Client;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use protocol::{Role, RoomId, UserId};
use std::cmp::Reverse;

#[component]
pub(crate) fn PeoplePanel(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    close_on_back(open);
    when(move || open.get(), move || later(lazy_people(room, open)))
}

lazy!(pub(crate) fn lazy_people = People(room: RoomId, open: RwSignal<bool>));

#[component]
pub(crate) fn People(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let adding = RwSignal::new(false);
    // Everyone is in the permanent room.
    let may_add = move || !chat.is_guest() && chat.look_room(room, |room| !room.permanent);
    let former = memo(move || chat.look(|client| members_in_order(client, room, true)));
    let managed = Managed::new();
    let former_list = move || view! { <Former people=former managed /> }.into_any();
    // The order does not change under the pointer or the focus.
    let (pointed, focused) = (RwSignal::new(false), RwSignal::new(false));
    let members = Memo::new(move |last: Option<&Vec<UserId>>| {
        let members = chat.look(|client| members_in_order(client, room, false));
        match last {
            Some(last) if pointed.get() || focused.get() => keep_order(last, members),
            _ => members,
        }
    });
    let close = NodeRef::<html::Button>::new();
    focus_soon(close);
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" {
            open.set(false);
        }
    };
    let add_button = move || {
        view! {
            <button class="button people-add" type="button" on:click=move |_| adding.set(true)>
                "Add people"
            </button>
        }
        .into_any()
    };
    let item = move |user| view! { <PersonItem user managed /> }.into_any();
    let description = memo(move || chat.look_room(room, |room| room.description.clone()));
    let about = move || {
        let element = NodeRef::new();
        view! {
            <section class="people-about" aria-label="About this room">
                <div class="rich" dir="auto" node_ref=element></div>
                <RichText element body=memo(move || description.get().unwrap_or_default()) />
            </section>
        }
        .into_any()
    };
    view! {
        <aside class="people" aria-label="People" on:keydown=on_key>
            <header class="people-header">
                <h2>"People"</h2>
                <CloseButton name="Close people" node=close close=move |_| open.set(false) />
            </header>
            {when(move || description.with(Option::is_some), about)}
            <ul
                class="people-list"
                on:pointerenter=move |_| pointed.set(true)
                on:pointerleave=move |_| pointed.set(false)
                on:focusin=move |_| focused.set(true)
                on:focusout=move |_| focused.set(false)
            >
                <For each=move || members.get() key=|key| *key children=item />
            </ul>
            {when(move || chat.administers() && former.with(|former| !former.is_empty()), former_list)}
            {when(may_add, add_button)}
            <AddPeopleDialog room open=adding />
            <ManageDialog managed />
        </aside>
    }
}

/// The people who have left the workspace, folded away.
#[component]
fn Former(people: Memo<Vec<UserId>>, managed: Managed) -> impl IntoView {
    let item = move |user| view! { <PersonItem user managed /> }.into_any();
    view! {
        <details class="people-former">
            <summary>{move || format!("Deactivated ({})", people.with(Vec::len))}</summary>
            <ul class="people-list"><For each=move || people.get() key=|key| *key children=item /></ul>
        </details>
    }
}

#[component]
fn PersonItem(user: UserId, managed: Managed) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.name_of(user));
    // The text of the status is more interesting than the title, and takes its place.
    let status = memo(move || chat.status_of(user));
    let emoji = memo(move || status.with(|status| Some(status.as_ref()?.emoji.clone())));
    let subtitle = memo(move || {
        let title = |client: &Client| client.state.people.get(&user)?.title.clone();
        let text = status.with(|status| status.as_ref()?.text.clone());
        text.or_else(|| chat.look(title))
    });
    let tools = use_tools();
    let note = move || {
        chat.look(|client| match client.state.people.get(&user) {
            _ if client.state.me.id == user => "You",
            Some(person) if person.banned => "Banned",
            Some(person) if person.deactivated => "Deactivated",
            Some(person) if person.role == Role::Administrator => "Administrator",
            Some(person) if person.role == Role::Guest => "Guest",
            _ => "",
        })
    };
    view! {
        <li class="person">
            <button class="person-open" type="button" on:click=move |_| tools.show_person(user)>
                <span class="with-presence">
                    <Avatar user name=name />
                    <PresenceDot user />
                </span>
                <span class="person-who">
                    <span class="person-name-line">
                        <span class="person-name" dir="auto">{move || name.get()}</span>
                        {when_some(emoji, |emoji| view! { <span class="person-status">{emoji}</span> }.into_any())}
                    </span>
                    {when_some(subtitle, |text| view! { <span class="person-title" dir="auto">{text}</span> }.into_any())}
                </span>
            </button>
            <span class="person-note">{move || note().to_owned()}</span>
            {when(move || chat.administers(), move || view! { <ManageButton user name managed /> }.into_any())}
        </li>
    }
}

/// Returns the members of a room who are deactivated, or those who are not: active people first, then those away, then
/// those offline, each by name.
fn members_in_order(client: &Client, room: RoomId, deactivated: bool) -> Vec<UserId> {
    let members = client
        .state
        .rooms
        .get(&room)
        .and_then(|room| room.members.as_ref());
    let rank = |user: UserId| {
        (
            Reverse(client.presence_of(user)),
            client.state.name_of(user),
        )
    };
    let mut sorted: Vec<UserId> = Vec::new();
    let is_former = |user: UserId| {
        let person = client.state.people.get(&user);
        person.is_some_and(|person| person.deactivated)
    };
    for user in members.into_iter().flatten() {
        if is_former(*user) != deactivated {
            continue;
        }
        let at = sorted.partition_point(|other| rank(*other) <= rank(*user));
        sorted.insert(at, *user);
    }
    sorted
}

/// Returns the members in their last order, with new ones at the end.
fn keep_order(last: &[UserId], members: Vec<UserId>) -> Vec<UserId> {
    let stay = last.iter().filter(|user| members.contains(user));
    let new = members.iter().filter(|user| !last.contains(user));
    stay.chain(new).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn members_keep_their_order_and_new_ones_come_last() {
        let [ada, grace, linus, ken] = [1, 2, 3, 4].map(|n| UserId(Uuid::from_u128(n)));
        let last = [ada, grace, linus];
        let members = vec![ken, linus, ada];
        assert_eq!(keep_order(&last, members), [ada, linus, ken]);
    }
}
