//! Page shown in place of a room that does not exist, or that the person is not in.

use super::unsent::Unsent;
use crate::{
    chat::use_chat,
    erased::{dynamic, each, effect, memo},
    kit::{
        empty_state::EmptyState,
        form_request::{FormRequest, RequestProblem},
        icon::Logo,
    },
    later::lazy,
    room::header::MenuButton,
    sidebar::{
        drawer::Drawer,
        other_rooms::{self, fetch_rooms},
    },
};
use client::Client;
use leptos::prelude::*;
use locale::text;
use protocol::{OtherRoom, RoomId};

lazy!(pub(crate) fn missing_room = MissingRoom());

/// Page of a room that is missing: a button to join it if it is open, and the person's unsent messages to it.
#[component]
pub(crate) fn MissingRoom() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let lost = memo(move || {
        let room = chat.route().room_id();
        let lost = chat.look(Client::lost_rooms);
        let lost = |room: &RoomId| lost.contains(room);
        room.filter(lost).into_iter().collect::<Vec<_>>()
    });
    let nothing_lost = move || lost.read().is_empty();
    let unknown = memo(move || {
        let room = chat.route().room_id();
        room.filter(|room| chat.look(|client| client.state.is_unknown_room(*room)))
    });
    effect(move || {
        if let Some(room) = unknown.get() {
            fetch_rooms(chat, vec![room]);
        }
    });
    // The server renders from what it has and fetches nothing.
    let asking = move || !cfg!(feature = "ssr") && unknown.get().is_some();
    let other = memo(move || {
        let room = chat.route().room_id()?;
        chat.look(|client| {
            let mut others = client.state.others.iter();
            others.find(|other| other.id == room).cloned()
        })
    });
    let deleted = memo(move || {
        let room = chat.route().room_id();
        room.is_some_and(|room| chat.look(|client| client.state.deleted.contains(&room)))
    });
    let title = move || match other.get() {
        _ if !nothing_lost() => text().missing_not_sent().to_owned(),
        Some(other) => other.name,
        None if deleted.get() => text().missing_deleted().to_owned(),
        None if asking() => String::new(),
        None => text().missing_room().to_owned(),
    };
    let gone = || {
        view! {
            <EmptyState
                title=|| text().missing_gone().into()
                hint=text().missing_gone_hint()
            />
        }
        .into_any()
    };
    let empty = || {
        view! {
            <EmptyState
                title=|| text().missing_nothing().into()
                hint=text().missing_nothing_hint()
            />
        }
        .into_any()
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                <h1 dir="auto" aria-label=move || asking().then(|| text().missing_looking())>{move || title()}</h1>
            </header>
            {each(move || lost.get(), |room| view! { <Unsent room /> }.into_any())}
            {dynamic(move || match other.get() {
                _ if !nothing_lost() => ().into_any(),
                None if deleted.get() => gone(),
                _ if asking() => ().into_any(),
                Some(other) => view! { <OpenRoom other /> }.into_any(),
                None => empty(),
            })}
        </main>
    }
}

/// An open room that the person is not in, with a button to join it.
#[component]
fn OpenRoom(other: OtherRoom) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let (hint, gist) = (other_rooms::hint(&other), other_rooms::gist(chat, &other));
    let OtherRoom { id, name, .. } = other;
    let label = text().missing_join_name(&name);
    let join = move |_| request.run(other_rooms::join(chat, id), |()| ());
    view! {
        <div class="empty">
            <Logo />
            <p class="empty-title" dir="auto">{name}</p>
            <p class="empty-hint" dir="auto">{hint}</p>
            <p class="empty-hint" dir="auto">{gist.unwrap_or_default()}</p>
            <p class="empty-hint">{text().missing_may_join()}</p>
            <button class="button button-primary" type="button" aria-label=label on:click=join>{text().missing_join()}</button>
            <RequestProblem request />
        </div>
    }
}
