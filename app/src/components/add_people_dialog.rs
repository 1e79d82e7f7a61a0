use super::{account_form::ProblemAlert, avatar::Avatar, dialog::Dialog};
use crate::{
    api,
    chat::use_chat,
    erased::{dynamic, handler, list},
    model::{RoomId, UserId},
    protocol::Problem,
};
use leptos::{prelude::*, task::spawn_local};

/// Adds people of the workspace to a closed room.
#[component]
pub(crate) fn AddPeopleDialog(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Add people" open content=move || view! { <Strangers room /> }.into_any() /> }
}

#[component]
fn Strangers(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(None::<Problem>);
    let strangers = Memo::new(move |_| {
        chat.look(|client| {
            let room = client.state.rooms.get(&room);
            let members = room
                .and_then(|room| room.members.clone())
                .unwrap_or_default();
            let strangers = client
                .state
                .people
                .keys()
                .filter(|person| !members.contains(person));
            strangers.copied().collect::<Vec<_>>()
        })
    });
    let hint = move || match strangers.with(Vec::is_empty) {
        true => "Everyone in the workspace is in this room.",
        false => "Whoever you add can read the room from its beginning.",
    };
    view! {
        <div class="form">
            <p class="dialog-lead">{move || hint().to_owned()}</p>
            <ProblemAlert problem />
            {dynamic(move || {
                let item = move |user| view! { <Stranger room user problem /> }.into_any();
                view! { <ul class="people-list">{list(move || strangers.get(), item)}</ul> }.into_any()
            })}
        </div>
    }
}

#[component]
fn Stranger(room: RoomId, user: UserId, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let chat = use_chat();
    let name = Memo::new(move |_| chat.look(|client| client.state.name_of(user).to_owned()));
    let add = handler(move |_| {
        problem.set(None);
        spawn_local(async move {
            // The new member shows as soon as the room's stream says so.
            if let Err(refusal) = api::command(chat.browser, "PUT", api::member(room, user)).await {
                problem.set(Some(refusal));
            }
        });
    });
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
