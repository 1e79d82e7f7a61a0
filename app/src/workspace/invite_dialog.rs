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
use locale::text;
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
    let lead = || {
        view! {
            <p class="dialog-lead">
                {text().invite_replace_lead()}
            </p>
        }
        .into_any()
    };
    let rotate = move || -> api::Submission {
        let path = "/api/workspace/join-code".to_owned();
        Box::pin(api::command(chat.browser, "POST", path))
    };
    let question = Question::new(text().invite_replace(), lead, rotate)
        .dangerous()
        .then(move || {
            made.note(text().invite_replaced());
            fetch();
        });
    view! {
        <div class="form">
            <p class="dialog-lead">
                {text().invite_lead()}
            </p>
            <input class="input" readonly autofocus aria-label=text().invitation_link() prop:value=move || made.text() />
            <RequestProblem request />
            <LinkNote made />
            <div class="dialog-actions">
                <button class="button" type="button" disabled=unknown on:click=move |_| asking.set(true)>{text().invite_new_link()}</button>
                <button class="button button-primary" type="button" disabled=unknown on:click=move |_| made.copy()>{text().copy_link()}</button>
            </div>
        </div>
        <Confirmation title=text().invite_replace_title() open=asking question />
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
        <section class="setting setting-wide" aria-label=text().invite_by_mail()>
            <h3 class="setting-title">{text().invite_by_mail()}</h3>
            <SimpleForm action=text().invite_send() busy=text().invite_sending() submit=Box::new(submit) done=text().invite_sent()>
                <TextField label=text().email() value=email autocomplete="off" kind="email" max=limits::EMAIL_BYTES />
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
            made.note(text().guest_link_hint());
            guest_links.fetch();
        });
    };
    view! {
        <section class="setting" aria-label=text().guests()>
            <h3 class="setting-title">{text().guests()}</h3>
            <p class="field-hint">
                {text().guests_hint()}
            </p>
            <RoomChoice legend=text().guest_rooms() closed=true chosen=rooms />
            <RequestProblem request />
            <button class="button" type="button" on:click=make>{text().guest_create()}</button>
            <MadeLinkField made label=text().guest_link() copy_label=text().guest_copy() button_class="button" />
            <GuestLinkList guest_links />
        </section>
    }
}
