//! The card of a person.

use super::{presence_dot::PresenceDot, status_line::StatusLine};
use crate::{
    account::time_zone as zone,
    api,
    chat::{Chat, use_chat},
    erased::{dynamic, effect, memo, when, when_some},
    kit::{avatar::Avatar, form_request::RequestProblem},
    room::message::use_tools,
    sidebar::direct_dialog::DirectRoomOpener,
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{Person, Presence, Role, Timestamp, UserId};

/// The card of the person that the room's tools name.
#[component]
pub(crate) fn PersonCard() -> impl IntoView {
    let tools = use_tools();
    dynamic(move || match tools.person.get() {
        Some(user) => view! { <Card user /> }.into_any(),
        None => ().into_any(),
    })
}

#[component]
fn Card(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let person = memo(move || {
        let person = chat.look(|client| client.state.people.get(&user).cloned());
        person.unwrap_or_default()
    });
    let name = memo(move || person.read().name.clone());
    let title = memo(move || person.read().title.clone());
    let presence =
        memo(move || Some(presence_word(chat.look(|client| client.presence_of(user))).to_owned()));
    let role = memo(move || Some(person.with(role_word).to_owned()));
    let status = memo(move || chat.status_of(user));
    let time = memo(move || {
        let at = chat.clock.get().unwrap_or_else(|| chat.browser.get().now());
        person.with(|person| local_time(person, at))
    });
    let lookalikes = lookalikes(chat, user, name);
    let is_another = move || user != chat.me() && person.with(|person| !person.is_shut_out());
    view! {
        <div class="card">
            <div class="card-head">
                <span class="with-presence">
                    <Avatar user name=name />
                    <PresenceDot user />
                </span>
                <div class="card-who">
                    <strong class="card-name" dir="auto">{move || name.get()}</strong>
                    {when_some(title, |title| view! { <span class="card-title" dir="auto">{title}</span> }.into_any())}
                </div>
            </div>
            <StatusLine status />
            <dl class="card-facts">
                <Fact term=text().card_presence() fact=presence />
                <Fact term=text().card_time() fact=time />
                <Fact term=text().card_role() fact=role />
                <Fact term=text().card_lookalikes() fact=lookalikes />
            </dl>
            {when(is_another, move || view! { <DirectRoomButton user /> }.into_any())}
        </div>
    }
}

/// Returns the names of others that look like a person's. `None` if there are none, or until the server has answered.
fn lookalikes(chat: Chat, user: UserId, name: Memo<String>) -> Memo<Option<String>> {
    let found = RwSignal::new(Vec::<String>::new());
    effect(move || {
        // A new name may look like others.
        name.track();
        spawn_local(async move {
            // Without an answer the card does not show them.
            if let Ok(names) = api::get(chat.browser, api::lookalikes(user)).await {
                drop(found.try_set(names));
            }
        });
    });
    memo(move || found.with(|names| (!names.is_empty()).then(|| text().list(names))))
}

/// Button that opens the direct room with a person.
#[component]
fn DirectRoomButton(user: UserId) -> impl IntoView {
    let tools = use_tools();
    let opener = DirectRoomOpener::new(use_chat(), move || tools.close_person());
    let write = move |_| opener.open(vec![user]);
    view! {
        <RequestProblem request=opener.request />
        <button class="button" type="button" aria-busy=move || opener.request.busy() on:click=write>
            {text().card_write()}
        </button>
    }
}

/// A fact about a person, if it is known.
#[component]
fn Fact(term: &'static str, fact: Memo<Option<String>>) -> impl IntoView {
    when_some(fact, move |fact| {
        view! { <div><dt>{term}</dt><dd>{fact}</dd></div> }.into_any()
    })
}

fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Active => text().card_active(),
        Presence::Away => text().card_away(),
        Presence::Offline => text().card_offline(),
    }
}

fn role_word(person: &Person) -> &'static str {
    match person.role {
        _ if person.banned => text().role_banned(),
        _ if person.deactivated => text().role_deactivated(),
        Role::Administrator => text().role_administrator(),
        Role::Member => text().role_member(),
        Role::Guest => text().role_guest(),
    }
}

/// Returns the time where a person is, such as `Tuesday, 14:05 (Europe/Berlin)`.
fn local_time(person: &Person, at: Timestamp) -> Option<String> {
    let zone = person.time_zone.as_ref()?;
    let clock = zone::clock(zone, at)?;
    Some(text().card_time_in(&clock, &zone.replace('_', " ")))
}
