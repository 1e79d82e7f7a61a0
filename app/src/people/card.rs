use super::presence_dot::PresenceDot;
use crate::{
    account::time_zone as zone,
    api,
    chat::{Chat, use_chat},
    erased::{dynamic, effect, handler, memo, part, spawn, when},
    kit::{avatar::Avatar, form::ProblemAlert},
    room::message::use_tools,
    sidebar::direct_dialog::Opener,
};
use client::{Client, calendar::LocalTime};
use leptos::prelude::*;
use protocol::{Person, Presence, Role, Status, Timestamp, UserId};

/// Who a person is: the one that the tools of the room name.
#[component]
pub(crate) fn PersonCard() -> impl IntoView {
    let tools = use_tools();
    dynamic(move || match tools.person.get() {
        Some(user) => part! { <Card user /> },
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
    let name = memo(move || person.with(|person| person.name.clone()));
    let title = memo(move || person.with(|person| person.title.clone().unwrap_or_default()));
    let presence = memo(move || chat.look(|client| place(client, user)).to_owned());
    let role = memo(move || person.with(role_word).to_owned());
    let status = memo(move || {
        let now = chat.clock.get();
        let status = person.with(|person| person.status.clone());
        status.filter(|status| status.is_current(now))
    });
    let time = memo(move || {
        let at = chat.clock.get().unwrap_or_else(|| chat.browser.get().now());
        person
            .with(|person| local_time(person, at))
            .unwrap_or_default()
    });
    let lookalikes = lookalikes(chat, user, name);
    let is_another = move || {
        let me = chat.look(|client| client.state.me.id);
        user != me && person.with(|person| !person.is_shut_out())
    };
    part! {
        <div class="card">
            <div class="card-head">
                <span class="with-presence">
                    <Avatar user name=name />
                    <PresenceDot user />
                </span>
                <div class="card-who">
                    <strong class="card-name" dir="auto">{move || name.get()}</strong>
                    {when(move || title.with(|title| !title.is_empty()), move || part! {
                        <span class="card-title" dir="auto">{move || title.get()}</span>
                    })}
                </div>
            </div>
            {dynamic(move || match status.get() {
                Some(status) => part! { <StatusLine status /> },
                None => ().into_any(),
            })}
            <dl class="card-facts">
                <Fact term="Presence" fact=presence />
                <Fact term="Local time" fact=time />
                <Fact term="Role" fact=role />
                <Fact term="Looks like" fact=lookalikes />
            </dl>
            {when(is_another, move || part! { <WriteTo user /> })}
        </div>
    }
}

/// Returns the names of others that are easily taken for a person's; none until the server has said so.
fn lookalikes(chat: Chat, user: UserId, name: Memo<String>) -> Memo<String> {
    let found = RwSignal::new(Vec::<String>::new());
    effect(move || {
        // With another name the person looks like others.
        name.track();
        spawn(async move {
            // Without an answer the card says less.
            if let Ok(names) = api::get(chat.browser, api::lookalikes(user)).await {
                drop(found.try_set(names));
            }
        });
    });
    memo(move || found.with(|names| names.join(", ")))
}

/// The way to the direct room with a person.
#[component]
fn WriteTo(user: UserId) -> impl IntoView {
    let tools = use_tools();
    let opener = Opener::new(use_chat(), move || tools.close_person());
    let write = handler(move |_| opener.open(vec![user]));
    part! {
        <ProblemAlert problem=opener.problem />
        <button class="button" type="button" aria-busy=move || opener.pending.get().then_some("true") on:click=write>
            "Message"
        </button>
    }
}

/// One thing to know of a person; nothing where it is not known.
#[component]
fn Fact(term: &'static str, fact: Memo<String>) -> impl IntoView {
    when(
        move || fact.with(|fact| !fact.is_empty()),
        move || part! { <div><dt>{term}</dt><dd>{move || fact.get()}</dd></div> },
    )
}

/// A status in full, with its end.
#[component]
pub(crate) fn StatusLine(status: Status) -> impl IntoView {
    let chat = use_chat();
    let until = status.until.map(|until| until_words(chat, until));
    part! {
        <p class="status-line">
            <span class="status-line-emoji" aria-hidden="true">{status.emoji.clone()}</span>
            <span>
                <span dir="auto">{status.text.clone()}</span>
                <span class="status-line-until">{until.unwrap_or_default()}</span>
            </span>
        </p>
    }
}

fn place(client: &Client, user: UserId) -> &'static str {
    match client.presence_of(user) {
        Presence::Active => "Active",
        Presence::Away => "Away",
        Presence::Offline => "Offline",
    }
}

fn role_word(person: &Person) -> &'static str {
    match person.role {
        _ if person.banned => "Banned",
        _ if person.deactivated => "Deactivated",
        Role::Administrator => "Administrator",
        Role::Member => "Member",
        Role::Guest => "Guest",
    }
}

/// `Tuesday, 14:05 (Europe/Berlin)`
fn local_time(person: &Person, at: Timestamp) -> Option<String> {
    let zone = person.time_zone.as_ref()?;
    let clock = zone::clock(zone, at)?;
    Some(format!("{clock} ({})", zone.replace('_', " ")))
}

/// `until 14:05`, `until the end of today`, `until Friday, 27 November 2026`
fn until_words(chat: Chat, until: Timestamp) -> String {
    let browser = chat.browser.get();
    let local = |at| LocalTime::new(at, browser.offset_minutes(at));
    // A day is over at the midnight that belongs to the next one.
    let last = local(Timestamp(until.millis() - 1));
    let today = local(browser.now()).day();
    match (last.day() == today, last.clock().as_str()) {
        (true, "23:59") => "until the end of today".into(),
        (true, _) => format!("until {}", local(until).clock()),
        (false, _) => format!("until {}", last.day().label(Some(today))),
    }
}
