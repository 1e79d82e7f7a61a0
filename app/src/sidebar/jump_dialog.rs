use super::{direct_dialog::Opener, drawer::Drawer, room_list::room_glyph};
use crate::{
    chat::{Chat, use_chat},
    erased::{Key, handler, list, memo, part, when},
    kit::{avatar::Avatar, dialog::LaterDialog, icon::Icon},
    later::Later,
    sidebar::jump::fit,
};
use client::Client;
use leptos::{ev::KeyboardEvent, prelude::*};
use protocol::{RoomId, RoomKind, UserId, route::room_path};

/// The most that is offered at once.
const MOST: usize = 30;

/// The quick way to any room or person, by a few letters of the name.
#[component]
pub(crate) fn JumpDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Jump to" open content=Later::Jump(open) /> }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    Room(RoomId),
    Person(UserId),
}

impl From<Goal> for Key {
    fn from(goal: Goal) -> Self {
        match goal {
            Goal::Room(room) => Self(room.0.as_u128(), 0),
            Goal::Person(user) => Self(user.0.as_u128(), 1),
        }
    }
}

impl Goal {
    fn id(self) -> String {
        match self {
            Self::Room(room) => format!("jump-{room}"),
            Self::Person(user) => format!("jump-{user}"),
        }
    }
}

/// What is offered for some letters: what fits best first, of that rooms with something unread.
fn offers(client: &Client, letters: &str) -> Vec<Goal> {
    let mut offers: Vec<((u8, bool, String), Goal)> = Vec::new();
    for (id, room) in &client.state.rooms {
        let name = client.state.room_name(*id).unwrap_or_default();
        if let Some(fit) = fit(letters, &name) {
            offers.push(((fit, room.badge_counts().0 == 0, name), Goal::Room(*id)));
        }
    }
    for (id, person) in &client.state.people {
        let known = client.state.rooms.values().any(|room| {
            let others = room
                .people
                .iter()
                .filter(|user| **user != client.state.me.id);
            room.kind == RoomKind::Direct && others.eq([id])
        });
        if *id == client.state.me.id || person.is_shut_out() || known {
            continue;
        }
        if let Some(fit) = fit(letters, &person.name) {
            offers.push(((fit, true, person.name.clone()), Goal::Person(*id)));
        }
    }
    offers.sort_by(|(a, _), (b, _)| a.cmp(b));
    offers
        .into_iter()
        .take(MOST)
        .map(|(_, goal)| goal)
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
    let opener = Opener::new(chat, done);
    let letters = RwSignal::new(String::new());
    let place = RwSignal::new(0_usize);
    let goals = memo(move || {
        let letters = letters.get();
        chat.look(|client| offers(client, &letters))
    });
    let active = move || goals.with(|goals| goals.get(place.get()).copied());
    let go = move |goal| match goal {
        Goal::Room(room) => {
            done();
            chat.go(&room_path(room));
        }
        Goal::Person(user) => opener.open(vec![user]),
    };
    let on_key = handler(move |event: KeyboardEvent| {
        let count = goals.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => place.update(|place| *place = (*place + 1) % count),
            "ArrowUp" if count > 0 => place.update(|place| *place = (*place + count - 1) % count),
            "Enter" if !event.is_composing() => {
                if let Some(goal) = untrack(active) {
                    go(goal);
                }
            }
            _ => return,
        }
        event.prevent_default();
    });
    let on_input = handler(move |event| {
        letters.set(event_target_value(&event));
        place.set(0);
    });
    let offer = move |goal| part! { <Offer chat goal active=Box::new(move || active() == Some(goal)) go=Box::new(move || go(goal)) /> };
    let nothing = || part! { <p class="field-hint">"No room or person has such a name."</p> };
    part! {
        <div class="form jump">
            <input
                class="input"
                role="combobox"
                aria-label="Room or person"
                aria-expanded="true"
                aria-controls="jump-offers"
                aria-activedescendant=move || active().map(Goal::id)
                autocomplete="off"
                autofocus
                placeholder="Room or person"
                on:input=on_input
                on:keydown=on_key
            />
            <ul class="jump-offers" id="jump-offers" role="listbox" aria-label="Rooms and people">
                {list(move || goals.get(), offer)}
            </ul>
            {when(move || goals.with(Vec::is_empty), nothing)}
            <p class="problem" role="alert">{move || opener.problem.get()}</p>
        </div>
    }
}

#[component]
fn Offer(
    chat: Chat,
    goal: Goal,
    active: Box<dyn Fn() -> bool + Send + Sync>,
    go: Box<dyn Fn() + Send + Sync>,
) -> impl IntoView {
    let name = memo(move || match goal {
        Goal::Room(room) => chat.room_name(room),
        Goal::Person(user) => chat.look(|client| client.state.name_of(user).to_owned()),
    });
    let picture = match goal {
        Goal::Room(room) => part! { <Icon glyph=move || room_glyph(room) /> },
        Goal::Person(user) => part! { <Avatar user name=name /> },
    };
    let unread = memo(move || match goal {
        Goal::Room(room) => chat.counted_in(room).0,
        Goal::Person(_) => 0,
    });
    let badge = move || part! { <span class="badge">{move || unread.get().to_string()}</span> };
    let active = memo(active);
    part! {
        <li
            class="jump-offer"
            id=goal.id()
            role="option"
            aria-selected=move || active.get().to_string()
            on:click=handler(move |_| go())
        >
            {picture}
            <span class="room-link-name" dir="auto">{move || name.get()}</span>
            {when(move || unread.get() > 0, badge)}
        </li>
    }
}
