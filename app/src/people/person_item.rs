//! A person in the list of people.

use super::{
    manage_control::{ManageButton, Managed},
    person_mark::PersonMark,
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
use protocol::UserId;

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
