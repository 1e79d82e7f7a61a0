use super::{
    ban_control::BanControl, deactivate_control::DeactivateControl, guest_control::GuestControl,
};
use crate::{
    api,
    chat::use_chat,
    erased::{handler, memo, part, when},
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
        icon::{Glyph, Icon},
    },
    workspace::invite_dialog::copy_link,
};
use client::Client;
use leptos::prelude::*;
use protocol::{
    Person, Role, UserId,
    request::{NewLink, NewRole},
};

/// Whom an administrator manages. Their place in a list may change with what is done, and so the dialog has its own.
#[derive(Clone, Copy)]
pub(crate) struct Managed {
    person: RwSignal<Option<UserId>>,
    open: RwSignal<bool>,
}

impl Managed {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Self {
            person: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }
}

/// With what an administrator sets a person's role, helps them back in, and shuts them out.
#[component]
pub(crate) fn ManageDialog(managed: Managed) -> impl IntoView {
    let content = move || match managed.person.get_untracked() {
        Some(user) => part! { <Management user /> },
        None => ().into_any(),
    };
    part! { <Dialog title="Manage" open=managed.open content /> }
}

/// Opens the dialog about a person.
#[component]
pub(crate) fn ManageButton(user: UserId, name: Memo<String>, managed: Managed) -> impl IntoView {
    let manage = handler(move |_| {
        managed.person.set(Some(user));
        managed.open.set(true);
    });
    part! {
        <button
            class="button-icon"
            type="button"
            aria-label=move || format!("Manage {}", name.get())
            on:click=manage
        >
            <Icon glyph=|| Glyph::MORE />
        </button>
    }
}

#[component]
fn Management(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.look(|client| client.state.name_of(user).to_owned()));
    let is = move |what: fn(&Person) -> bool| {
        let person = move |client: &Client| client.state.people.get(&user).is_some_and(what);
        memo(move || chat.look(person))
    };
    let (banned, deactivated) = (is(|person| person.banned), is(|person| person.deactivated));
    let shut_out = is(Person::is_shut_out);
    let own = chat.peek(|client| client.state.me.id) == user;
    let ban = move || part! { <section><BanControl user name banned /></section> };
    part! {
        <div class="manage">
            <p class="manage-name" dir="auto">{move || name.get()}</p>
            <RoleControl user name own />
            {when(move || !own && !shut_out.get(), move || part! { <ResetControl user name /> })}
            {when(move || !own && !banned.get(), move || part! { <DeactivateControl user name deactivated /> })}
            {when(move || !own, ban)}
        </div>
    }
}

/// Makes a member an administrator or a guest, and an administrator or a guest a member.
#[component]
fn RoleControl(user: UserId, name: Memo<String>, own: bool) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let role = memo(move || {
        let role = |client: &Client| client.state.people.get(&user).map(|person| person.role);
        chat.look(role).unwrap_or(Role::Member)
    });
    let words = move || match role.get() {
        Role::Administrator if own => (
            "You administer the workspace. Once you are a member, only another administrator can make you one again.",
            "Make me a member",
        ),
        Role::Administrator => (
            "An administrator, who may invite, manage and ban people. Once they are a member, the invitation links that they know or made end.",
            "Make a member",
        ),
        Role::Member => (
            "A member. An administrator may invite, manage and ban people.",
            "Make an administrator",
        ),
        Role::Guest => (
            "A guest, who sees the rooms that they were given and nothing else of the workspace.",
            "Make a member",
        ),
    };
    let may_be_guest = move || !own && role.get() == Role::Member;
    let click = handler(move |_| {
        let other = match role.get_untracked() {
            Role::Administrator | Role::Guest => Role::Member,
            Role::Member => Role::Administrator,
        };
        let change = NewRole {
            role: other,
            keep: Vec::new(),
        };
        // The workspace's stream brings the change.
        let sent = api::submit(chat.browser, "PUT", api::role(user), &change);
        request.run(sent, |()| ());
    });
    part! {
        <section>
            <p class="field-hint">{move || words().0.to_owned()}</p>
            <RequestProblem request />
            <div class="manage-actions">
                <button class="button" type="button" on:click=click>{move || words().1.to_owned()}</button>
                {when(may_be_guest, move || part! { <GuestControl user name /> })}
            </div>
        </section>
    }
}

/// Makes a link with which the person sets a new password.
#[component]
fn ResetControl(user: UserId, name: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    let link = RwSignal::new(String::new());
    let request = FormRequest::new();
    let note = RwSignal::new(String::new());
    let make = handler(move |_| {
        note.set(String::new());
        let sent = api::post::<NewLink>(chat.browser, api::reset(user), &());
        request.run(sent, move |NewLink { path }| {
            link.try_set(chat.browser.get().origin() + &path);
        });
    });
    let made = move || {
        part! {
            <input class="input" readonly aria-label="Reset link" prop:value=move || link.get() />
            <button class="button button-primary" type="button" on:click=handler(move |_| copy_link(chat, link, note))>
                "Copy link"
            </button>
        }
    };
    part! {
        <section>
            <p class="field-hint">
                {move || format!("With a reset link {} sets a new password. It works once, for a day, and makes any before it void. Give it to nobody else.", name.get())}
            </p>
            <RequestProblem request />
            <button class="button" type="button" on:click=make>"Make a reset link"</button>
            {when(move || link.with(|link| !link.is_empty()), made)}
            <p class="field-hint" role="status">{move || note.get()}</p>
        </section>
    }
}
