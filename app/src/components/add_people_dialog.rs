use super::{avatar::Avatar, dialog::Dialog};
use crate::{
    api,
    chat::use_chat,
    model::{Person, RoomId},
    protocol::Problem,
};
use leptos::{prelude::*, task::spawn_local};

/// Adds people of the workspace to a closed room.
#[component]
pub(crate) fn AddPeopleDialog(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Add people" open><Strangers room /></Dialog> }
}

#[component]
fn Strangers(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(None::<Problem>);
    let strangers = Memo::new(move |_| {
        chat.client.with(|client| {
            let members = client
                .state
                .rooms
                .get(&room)
                .and_then(|room| room.members.clone())
                .unwrap_or_default();
            client
                .state
                .people
                .values()
                .filter(|person| !members.contains(&person.id))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let add = move |person: Person| {
        problem.set(None);
        spawn_local(async move {
            // The new member shows as soon as the room's stream says so.
            if let Err(refusal) =
                api::command(chat.browser, "PUT", api::member(room, person.id)).await
            {
                problem.set(Some(refusal));
            }
        });
    };
    view! {
        <div role="alert">
            {move || problem.get().map(|problem| view! { <p class="form-problem">{problem.detail}</p> })}
        </div>
        <Show when=move || !strangers.with(Vec::is_empty) fallback=|| view! { <p class="dialog-lead">"Everyone in the workspace is in this room."</p> }>
            <ul class="people-list">
                <For each=move || strangers.get() key=|person| person.id let:person>
                    <li class="person">
                        <Avatar user=person.id name=person.name.clone() />
                        <span class="person-name" dir="auto">{person.name.clone()}</span>
                        <button class="button" type="button" aria-label=format!("Add {}", person.name) on:click=move |_| add(person.clone())>"Add"</button>
                    </li>
                </For>
            </ul>
        </Show>
    }
}
