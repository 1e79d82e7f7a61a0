//! The dialog to invite people, for an administrator.

use super::{
    guest_links::{GuestLinkList, GuestLinks},
    made_link::{LinkNote, MadeLink, MadeLinkField},
};
use crate::{
    api::{self, GUEST_LINKS},
    chat::use_chat,
    erased::when,
    kit::{
        confirmation::{Confirmation, Question},
        form::{SimpleForm, TextField},
        form_request::{FormRequest, RequestProblem},
        room_choice::RoomChoice,
    },
};
use leptos::prelude::*;
use protocol::{
    Workspace, limits,
    request::{self, GuestInvitation, NewLink},
};

#[component]
pub(crate) fn Invitation() -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let made = MadeLink::new();
    let has_mail = RwSignal::new(false);
    let fetch = move || {
        let sent = api::get::<Workspace>(chat.browser, api::WORKSPACE.into());
        request.run(
            sent,
            move |Workspace {
                      join_code, mail, ..
                  }| {
                has_mail.try_set(mail);
                if let Some(code) = join_code {
                    made.set_path(&format!("/join/{code}"));
                }
            },
        );
    };
    fetch();
    let unknown = move || made.link.read().is_none();
    let asking = RwSignal::new(false);
    let text = || {
        view! {
            <p class="dialog-lead">
                "The present link stops working at once, for everyone who has it and has not joined yet. People who have joined stay."
            </p>
        }
        .into_any()
    };
    let rotate = move || -> api::Submission {
        let path = "/api/workspace/join-code".to_owned();
        Box::pin(api::command(chat.browser, "POST", path))
    };
    let question = Question::new("Replace link", text, rotate)
        .dangerous()
        .then(move || {
            made.note("New link created. The old link no longer works.");
            fetch();
        });
    view! {
        <div class="form">
            <p class="dialog-lead">
                "Anyone with this link can join the workspace. Share it only with people you want to invite."
            </p>
            <input class="input" readonly autofocus aria-label="Invitation link" prop:value=move || made.text() />
            <RequestProblem request />
            <LinkNote made />
            <div class="dialog-actions">
                <button class="button" type="button" disabled=unknown on:click=move |_| asking.set(true)>"New link"</button>
                <button class="button button-primary" type="button" disabled=unknown on:click=move |_| made.copy()>"Copy link"</button>
            </div>
        </div>
        <Confirmation title="Replace the invitation link?" open=asking question />
        {when(move || has_mail.get(), || view! { <MailedInvitation /> }.into_any())}
        <GuestInvitations />
    }
}

/// Form to mail the invitation link to somebody.
#[component]
fn MailedInvitation() -> impl IntoView {
    let chat = use_chat();
    let email = RwSignal::new(String::new());
    let submit = move || -> api::Submission {
        let form = request::MailedInvitation {
            email: email.get_untracked(),
        };
        api::submit(chat.browser, "POST", api::MAILED_INVITATIONS.into(), &form)
    };
    view! {
        <section class="setting setting-wide" aria-label="Invite by email">
            <h3 class="setting-title">"Invite by email"</h3>
            <SimpleForm action="Send invitation" busy="Sending…" submit=Box::new(submit) done="The invitation is sent.">
                <TextField label="Email" value=email autocomplete="off" kind="email" max=limits::EMAIL_BYTES />
            </SimpleForm>
        </section>
    }
}

/// Form to create a link that lets guests into chosen rooms only.
#[component]
fn GuestInvitations() -> impl IntoView {
    let chat = use_chat();
    let rooms = RwSignal::new(Vec::new());
    let request = FormRequest::new();
    let made = MadeLink::new();
    let guest_links = GuestLinks::new();
    let make = move |_| {
        made.clear();
        let form = GuestInvitation {
            rooms: rooms.get_untracked(),
        };
        let sent = api::post::<NewLink>(chat.browser, GUEST_LINKS.into(), &form);
        request.run(sent, move |NewLink { path }| {
            made.set_path(&path);
            made.note("Anyone with this link can use it for a week.");
            guest_links.fetch();
        });
    };
    view! {
        <section class="setting" aria-label="Guests">
            <h3 class="setting-title">"Guests"</h3>
            <p class="field-hint">
                "Guests only see the rooms you choose and the people in them."
            </p>
            <RoomChoice legend="Rooms" closed=true chosen=rooms />
            <RequestProblem request />
            <button class="button" type="button" on:click=make>"Create guest link"</button>
            <MadeLinkField made label="Guest link" copy_label="Copy guest link" button_class="button" />
            <GuestLinkList guest_links />
        </section>
    }
}
