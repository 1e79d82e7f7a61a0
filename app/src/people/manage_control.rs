//! The dialog for an administrator to change a person's role, help them sign in, and shut them out.

use super::{
    ban_control::BanControl, deactivate_control::DeactivateControl, guest_control::GuestControl,
    person_mark::PersonMark,
};
use crate::{
    api,
    chat::use_chat,
    erased::{memo, when, when_some},
    kit::{
        avatar::Avatar,
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
        icon::{Glyph, Icon},
    },
    workspace::made_link::{MadeLink, MadeLinkField},
};
use client::Client;
use leptos::prelude::*;
use locale::text;
use protocol::{
    Person, Role, UserId,
    request::{NewLink, NewRole},
};

/// The person that the dialog is about. The dialog is not part of a list's item, since a change may move the item.
#[derive(Clone, Copy)]
pub(crate) struct Managed {
    person: RwSignal<Option<UserId>>,
    open: RwSignal<bool>,
}

impl Managed {
    pub(crate) fn new() -> Self {
        Self {
            person: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }
}

#[component]
pub(crate) fn ManageDialog(managed: Managed) -> impl IntoView {
    let content = move || match managed.person.get_untracked() {
        Some(user) => view! { <Management user /> }.into_any(),
        None => ().into_any(),
    };
    view! { <Dialog title=text().manage() open=managed.open content /> }
}

/// Button that opens the dialog about a person.
#[component]
pub(crate) fn ManageButton(user: UserId, name: Memo<String>, managed: Managed) -> impl IntoView {
    let manage = move |_| {
        managed.person.set(Some(user));
        managed.open.set(true);
    };
    view! {
        <button
            class="button-icon"
            type="button"
            aria-label=move || text().manage_person(&name.read())
            on:click=manage
        >
            <Icon glyph=Glyph::MORE />
        </button>
    }
}

#[component]
fn Management(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.name_of(user));
    let is = move |property: fn(&Person) -> bool| {
        let person = move |client: &Client| client.state.people.get(&user).is_some_and(property);
        memo(move || chat.look(person))
    };
    let (banned, deactivated) = (is(|person| person.banned), is(|person| person.deactivated));
    let shut_out = is(Person::is_shut_out);
    let title = memo(move || {
        let title = |client: &Client| client.state.people.get(&user)?.title.clone();
        chat.look(title)
    });
    let own = chat.me() == user;
    let reset = move || view! { <ResetControl user name /> }.into_any();
    let deactivate = move || view! { <DeactivateControl user name deactivated /> }.into_any();
    let danger = move || {
        view! {
            <section class="manage-danger" aria-label=text().shut_out()>
                <h3 class="part-heading">{text().shut_out()}</h3>
                {when(move || !banned.get(), deactivate)}
                <BanControl user name banned />
            </section>
        }
        .into_any()
    };
    view! {
        <div class="manage">
            <div class="manage-head">
                <Avatar user name=name />
                <div class="manage-who">
                    <p class="manage-name" dir="auto">{move || name.get()}</p>
                    {when_some(title, |title| view! { <p class="field-hint" dir="auto">{title}</p> }.into_any())}
                </div>
                <PersonMark user />
            </div>
            <RoleControl user name own />
            {when(move || !own && !shut_out.get(), reset)}
            {when(move || !own, danger)}
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
            text().role_own_administrator_hint(),
            text().make_me_member(),
        ),
        Role::Administrator => (text().role_administrator_hint(), text().make_member()),
        Role::Member => (text().role_member_hint(), text().make_administrator()),
        Role::Guest => (text().role_guest_hint(), text().make_member()),
    };
    let may_be_guest = move || !own && role.get() == Role::Member;
    let click = move |_| {
        let other = match role.get_untracked() {
            Role::Administrator | Role::Guest => Role::Member,
            Role::Member => Role::Administrator,
        };
        let change = NewRole {
            role: other,
            keep: Vec::new(),
            rotate_join_code: true,
        };
        // The workspace's stream brings the change.
        let sent = api::submit(chat.browser, "PUT", api::role(user), &change);
        request.run(sent, |()| ());
    };
    view! {
        <section aria-label=text().manage_role()>
            <h3 class="part-heading">{text().manage_role()}</h3>
            <p class="field-hint">{move || words().0.to_owned()}</p>
            <RequestProblem request />
            <div class="manage-actions">
                <button class="button" type="button" on:click=click>{move || words().1.to_owned()}</button>
                {when(may_be_guest, move || view! { <GuestControl user name /> }.into_any())}
            </div>
        </section>
    }
}

/// Makes a link for the person to set a new password.
#[component]
fn ResetControl(user: UserId, name: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let made = MadeLink::new();
    let make = move |_| {
        made.note("");
        let sent = api::post::<NewLink>(chat.browser, api::reset(user), &());
        request.run(sent, move |NewLink { path }| made.set_path(&path));
    };
    view! {
        <section aria-label=text().manage_sign_in()>
            <h3 class="part-heading">{text().reset_title()}</h3>
            <p class="field-hint">
                {move || text().reset_hint(&name.read())}
            </p>
            <RequestProblem request />
            <button class="button" type="button" on:click=make>{text().reset_create()}</button>
            <MadeLinkField made label=text().reset_link() copy_label=text().copy_link() button_class="button button-primary" />
        </section>
    }
}
