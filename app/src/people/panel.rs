//! The panel with the people of a room.

use super::{
    groups::{keep_places, members_in_order},
    manage_control::{ManageDialog, Managed},
    person_item::PersonItem,
};
use crate::{
    chat::use_chat,
    dialog_opener::DialogOpener,
    erased::{each, memo, when},
    kit::{close_button::CloseButton, input_event::pressed_key},
    later::{later, lazy},
    layer::close_on_back,
    room::message::RichText,
    sidebar::{drawer::focus_soon, name_match::match_rank},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use protocol::{Presence, RoomId, UserId};

/// The panel has a search if the room has more people than this.
const SEARCHED: usize = 7;

/// Returns the groups of people, with their titles.
fn groups() -> [(Presence, &'static str); 3] {
    [
        (Presence::Active, text().people_online()),
        (Presence::Away, text().people_away()),
        (Presence::Offline, text().people_offline()),
    ]
}

#[component]
pub(crate) fn PeoplePanel(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    close_on_back(open);
    when(move || open.get(), move || later(lazy_people(room, open)))
}

lazy!(pub(crate) fn lazy_people = People(room: RoomId, open: RwSignal<bool>));

#[component]
pub(crate) fn People(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    // Everyone is in the permanent room.
    let may_add = move || !chat.is_guest() && chat.look_room(room, |room| !room.permanent);
    let former = memo(move || {
        let former = chat.look(|client| members_in_order(client, room, true));
        former.into_iter().map(|(_, user)| user).collect::<Vec<_>>()
    });
    let managed = Managed::new();
    let former_list = move || view! { <Former people=former managed /> }.into_any();
    // Nobody moves under the pointer or the focus.
    let (pointed, focused) = (RwSignal::new(false), RwSignal::new(false));
    let members = Memo::new(move |last: Option<&Vec<(Presence, UserId)>>| {
        let members = chat.look(|client| members_in_order(client, room, false));
        match last {
            Some(last) if pointed.get() || focused.get() => keep_places(last, members),
            _ => members,
        }
    });
    let live = memo(move || chat.look(|client| client.is_live()));
    let letters = RwSignal::new(String::new());
    let found = memo(move || {
        let letters = letters.get();
        let mut members = members.get();
        members.retain(|(_, user)| match_rank(&letters, &chat.name_of(*user)).is_some());
        members
    });
    let count = memo(move || members.read().len());
    let close = NodeRef::<html::Button>::new();
    focus_soon(close);
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" {
            open.set(false);
        }
    };
    let add_button = move || {
        view! {
            <button class="button people-add" type="button" on:click=move |_| opener.add_people(room)>
                {text().add_people()}
            </button>
        }
        .into_any()
    };
    let search = move || {
        view! {
            <input
                class="input people-search"
                type="search"
                aria-label=text().find_people()
                placeholder=text().find_people()
                autocomplete="off"
                on:input=move |event| letters.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    let group = move |(presence, title): (Presence, &'static str)| {
        let people = memo(move || {
            let found = found.get().into_iter();
            let here = found.filter(|(group, _)| *group == presence);
            here.map(|(_, user)| user).collect::<Vec<_>>()
        });
        // Without a connection nobody's presence is known.
        let title = move || match live.get() {
            true => title,
            false => text().people(),
        };
        view! { <Group title=Signal::derive(title) people managed /> }.into_any()
    };
    let nobody = move || {
        let text = move || match letters.with(String::is_empty) {
            true => text().people_alone(),
            false => text().people_not_found(),
        };
        view! { <p class="people-nobody">{move || text().to_owned()}</p> }.into_any()
    };
    let is_lonely = move || match letters.with(String::is_empty) {
        true => count.get() == 1,
        false => found.with(Vec::is_empty),
    };
    let description = memo(move || chat.look_room(room, |room| room.description.clone()));
    let about = move || {
        let element = NodeRef::new();
        view! {
            <section class="people-about" aria-label=text().about_room()>
                <div class="rich" dir="auto" node_ref=element></div>
                <RichText element body=memo(move || description.get().unwrap_or_default()) />
            </section>
        }
        .into_any()
    };
    view! {
        <aside class="people" aria-label=text().people() on:keydown=on_key>
            <header class="people-header">
                <h2>{text().people()}</h2>
                <CloseButton name=text().close_people() node=close close=move |_| open.set(false) />
            </header>
            {when(move || description.read().is_some(), about)}
            {when(move || { count.get() > SEARCHED }, search)}
            <div
                class="people-groups"
                on:pointerenter=move |_| pointed.set(true)
                on:pointerleave=move |_| pointed.set(false)
                on:focusin=move |_| focused.set(true)
                on:focusout=move |_| focused.set(false)
            >
                {groups().map(group).into_iter().collect::<Vec<_>>()}
                {when(is_lonely, nobody)}
            </div>
            {when(move || chat.administers() && former.with(|former| !former.is_empty()), former_list)}
            {when(may_add, add_button)}
            <ManageDialog managed />
        </aside>
    }
}

/// The people of one presence, unless there are none.
#[component]
fn Group(
    title: Signal<&'static str>,
    people: Memo<Vec<UserId>>,
    managed: Managed,
) -> impl IntoView {
    let item = move |user| view! { <PersonItem user managed /> }.into_any();
    let heading = move || text().people_group(title.get(), people.read().len());
    let content = move || {
        view! {
            <h3 class="people-group-title">{heading}</h3>
            <ul class="people-list" aria-label=move || title.get()>
                {each(move || people.get(), item)}
            </ul>
        }
        .into_any()
    };
    when(move || !people.read().is_empty(), content)
}

/// The people who have left the workspace, folded away.
#[component]
fn Former(people: Memo<Vec<UserId>>, managed: Managed) -> impl IntoView {
    let item = move |user| view! { <PersonItem user managed /> }.into_any();
    view! {
        <details class="people-former">
            <summary>{move || text().people_deactivated(people.read().len())}</summary>
            <ul class="people-list">{each(move || people.get(), item)}</ul>
        </details>
    }
}
