//! Dialog to jump to a room or a person by a few letters of the name.

use super::{
    direct_dialog::DirectRoomOpener, drawer::Drawer, name_match::match_rank, room_glyph::glyph_in,
};
use crate::{
    chat::{Chat, use_chat},
    erased::{each, memo, when},
    kit::{avatar::Avatar, form_request::RequestProblem, input_event::pressed_key},
    people::faces::{company, faces_html},
};
use client::Client;
use leptos::{ev::KeyboardEvent, prelude::*};
use protocol::{RoomId, RoomKind, UserId, route::room_path};

/// Maximum number of options.
const MAX_OPTIONS: usize = 30;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum JumpTarget {
    Room(RoomId),
    Person(UserId),
}

impl JumpTarget {
    fn id(self) -> String {
        match self {
            Self::Room(room) => format!("jump-{room}"),
            Self::Person(user) => format!("jump-{user}"),
        }
    }
}

/// Returns the targets that match some letters: the best first, and of equal ones those with unread messages.
fn matches(client: &Client, letters: &str) -> Vec<JumpTarget> {
    let mut matches: Vec<((u8, bool, String), JumpTarget)> = Vec::new();
    for (id, room) in &client.state.rooms {
        let name = client.state.room_name(*id).unwrap_or_default();
        if let Some(rank) = match_rank(letters, &name) {
            matches.push((
                (rank, room.badge_counts().0 == 0, name),
                JumpTarget::Room(*id),
            ));
        }
    }
    for (id, person) in &client.state.people {
        let has_direct_room = client.state.rooms.values().any(|room| {
            let others = room
                .people
                .iter()
                .filter(|user| **user != client.state.me.id);
            room.kind == RoomKind::Direct && others.eq([id])
        });
        if *id == client.state.me.id || person.is_shut_out() || has_direct_room {
            continue;
        }
        if let Some(rank) = match_rank(letters, &person.name) {
            matches.push(((rank, true, person.name.clone()), JumpTarget::Person(*id)));
        }
    }
    matches.sort_by(|(a, _), (b, _)| a.cmp(b));
    matches
        .into_iter()
        .take(MAX_OPTIONS)
        .map(|(_, target)| target)
        .collect()
}

#[component]
pub(crate) fn Jump(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let done = move || {
        open.set(false);
        drawer.set(false);
    };
    let opener = DirectRoomOpener::new(chat, done);
    let letters = RwSignal::new(String::new());
    let active_place = RwSignal::new(0_usize);
    let targets = memo(move || {
        let letters = letters.get();
        chat.look(|client| matches(client, &letters))
    });
    let active = move || targets.read().get(active_place.get()).copied();
    let go = move |target| match target {
        JumpTarget::Room(room) => {
            done();
            chat.go(&room_path(room));
        }
        JumpTarget::Person(user) => opener.open(vec![user]),
    };
    let on_key = move |event: KeyboardEvent| {
        let count = targets.read_untracked().len();
        match pressed_key(&event).as_str() {
            "ArrowDown" if count > 0 => active_place.update(|place| *place = (*place + 1) % count),
            "ArrowUp" if count > 0 => {
                active_place.update(|place| *place = (*place + count - 1) % count)
            }
            "Enter" => {
                if let Some(target) = untrack(active) {
                    go(target);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let on_input = move |event| {
        letters.set(event_target_value(&event));
        active_place.set(0);
    };
    let option = move |target| {
        view! { <JumpOption chat target active=Box::new(move || active() == Some(target)) go=Box::new(move || go(target)) /> }.into_any()
    };
    let nothing = || view! { <p class="field-hint">"No matching rooms or people."</p> }.into_any();
    view! {
        <div class="form jump">
            <input
                class="input"
                role="combobox"
                aria-label="Room or person"
                aria-expanded="true"
                aria-controls="jump-offers"
                aria-activedescendant=move || active().map(JumpTarget::id)
                autocomplete="off"
                autofocus
                placeholder="Room or person"
                on:input=on_input
                on:keydown=on_key
            />
            <ul class="jump-offers" id="jump-offers" role="listbox" aria-label="Rooms and people">
                {each(move || targets.get(), option)}
            </ul>
            {when(move || targets.read().is_empty(), nothing)}
            <RequestProblem request=opener.request />
        </div>
    }
}

#[component]
fn JumpOption(
    chat: Chat,
    target: JumpTarget,
    active: Box<dyn Fn() -> bool + Send + Sync>,
    go: Box<dyn Fn() + Send + Sync>,
) -> impl IntoView {
    let name = memo(move || match target {
        JumpTarget::Room(room) => chat.room_name(room).unwrap_or_default(),
        JumpTarget::Person(user) => chat.name_of(user),
    });
    let picture = match target {
        JumpTarget::Room(room) => {
            // Everything in the dialog is made anew each time it opens.
            let face = chat.peek(|client| {
                let company = company(client, client.state.rooms.get(&room)?);
                (!company.is_empty()).then(|| faces_html(client, &company))
            });
            let face = face.unwrap_or_else(|| chat.peek(|it| glyph_in(&it.state, room)).html());
            view! { <span class="room-link-face" inner_html=face></span> }.into_any()
        }
        JumpTarget::Person(user) => view! { <Avatar user name=name /> }.into_any(),
    };
    let unread = memo(move || match target {
        JumpTarget::Room(room) => chat.counted_in(room).0,
        JumpTarget::Person(_) => 0,
    });
    let badge =
        move || view! { <span class="badge">{move || unread.get().to_string()}</span> }.into_any();
    let active = memo(active);
    view! {
        <li
            class="jump-offer"
            id=target.id()
            role="option"
            aria-selected=move || active.get().to_string()
            on:click=move |_| go()
        >
            {picture}
            <span class="room-link-name" dir="auto">{move || name.get()}</span>
            {when(move || unread.get() > 0, badge)}
        </li>
    }
}
