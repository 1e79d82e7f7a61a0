//! A person in the list of people.

use super::{
    manage_control::{ManageButton, Managed},
    presence_dot::PresenceDot,
};
use crate::{
    chat::use_chat,
    erased::{memo, when, when_some},
    kit::avatar::Avatar,
    room::message::use_tools,
};
use client::Client;
use leptos::prelude::*;
use protocol::{Role, UserId};

#[component]
pub(crate) fn PersonItem(user: UserId, managed: Managed) -> impl IntoView {
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
                        <PersonMark user />
                    </span>
                    {when_some(subtitle, |text| view! { <span class="person-title" dir="auto">{text}</span> }.into_any())}
                </span>
            </button>
            {when(move || chat.administers(), move || view! { <ManageButton user name managed /> }.into_any())}
        </li>
    }
}

/// Mark of who a person is: the reader, an administrator, a guest, or shut out.
#[component]
pub(crate) fn PersonMark(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let mark = memo(move || {
        chat.look(|client| match client.state.people.get(&user) {
            Some(person) if person.banned => Some("Banned"),
            Some(person) if person.deactivated => Some("Deactivated"),
            _ if client.state.me.id == user => Some("You"),
            Some(person) if person.role == Role::Administrator => Some("Administrator"),
            Some(person) if person.role == Role::Guest => Some("Guest"),
            _ => None,
        })
    });
    when_some(mark, |mark| {
        view! { <span class=format!("mark is-{}", mark.to_lowercase())>{mark}</span> }.into_any()
    })
}
