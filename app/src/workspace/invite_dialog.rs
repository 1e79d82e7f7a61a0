use super::guest_links::{GuestLinkList, GuestLinks};
use crate::{
    api::{self, GUEST_LINKS},
    chat::{Chat, use_chat},
    erased::{handler, part, when},
    kit::{
        dialog::LaterDialog,
        form_request::{FormRequest, RequestProblem},
        room_choice::RoomChoice,
    },
    later::Later,
};
use leptos::prelude::*;
use protocol::{
    Workspace,
    request::{GuestInvitation, NewLink},
};

/// Shows an administrator the link that lets others join, and makes a new one on demand.
#[component]
pub(crate) fn InviteDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Invite people" open content=Later::Invitation /> }
}

#[component]
pub(crate) fn Invitation() -> impl IntoView {
    let chat = use_chat();
    let link = RwSignal::new(String::new());
    let request = FormRequest::new();
    let note = RwSignal::new(String::new());
    let fetch = move || {
        let sent = api::get::<Workspace>(chat.browser, api::WORKSPACE.into());
        request.run(sent, move |Workspace { join_code, .. }| {
            let origin = chat.browser.get().origin();
            let found = join_code.map(|code| format!("{origin}/join/{code}"));
            link.try_set(found.unwrap_or_default());
        });
    };
    fetch();
    let unknown = move || link.with(String::is_empty);
    let copy = handler(move |_| copy_link(chat, link, note));
    let rotate = handler(move |_| {
        let sent = api::command(chat.browser, "POST", "/api/workspace/join-code".into());
        request.run(sent, move |()| {
            note.try_set("This is a new link. The old one no longer works.".into());
            fetch();
        });
    });
    part! {
        <div class="form">
            <p class="dialog-lead">
                "Whoever has this link can join the workspace. Send it to the people you want here."
            </p>
            <input class="input" readonly autofocus aria-label="Invitation link" prop:value=move || link.get() />
            <RequestProblem request />
            <p class="field-hint" role="status">{move || note.get()}</p>
            <div class="dialog-actions">
                <button class="button" type="button" disabled=unknown on:click=rotate>"New link"</button>
                <button class="button button-primary" type="button" disabled=unknown on:click=copy>"Copy link"</button>
            </div>
        </div>
        <GuestInvitations />
    }
}

/// Makes links by which guests come into some rooms and see nothing else.
#[component]
fn GuestInvitations() -> impl IntoView {
    let chat = use_chat();
    let rooms = RwSignal::new(Vec::new());
    let link = RwSignal::new(String::new());
    let request = FormRequest::new();
    let note = RwSignal::new(String::new());
    let guest_links = GuestLinks::new();
    let make = handler(move |_| {
        note.set(String::new());
        link.set(String::new());
        let form = GuestInvitation {
            rooms: rooms.get_untracked(),
        };
        let sent = api::post::<NewLink>(chat.browser, GUEST_LINKS.into(), &form);
        request.run(sent, move |NewLink { path }| {
            link.try_set(chat.browser.get().origin() + &path);
            guest_links.ask();
        });
    });
    let made = move || {
        part! {
            <input class="input" readonly aria-label="Guest link" prop:value=move || link.get() />
            <button class="button" type="button" on:click=handler(move |_| copy_link(chat, link, note))>
                "Copy guest link"
            </button>
        }
    };
    part! {
        <section class="setting" aria-label="Guests">
            <h3 class="setting-title">"Guests"</h3>
            <p class="field-hint">
                "A guest sees the rooms that you choose, the people there, and nothing else of the workspace."
            </p>
            <RoomChoice legend="Rooms" closed=true chosen=rooms />
            <RequestProblem request />
            <button class="button" type="button" on:click=make>"Make a guest link"</button>
            {when(move || link.with(|link| !link.is_empty()), made)}
            <p class="field-hint" role="status">{move || match note.with(String::is_empty) && !link.with(String::is_empty) {
                true => "It is good for a week, for whoever has it.".to_owned(),
                false => note.get(),
            }}</p>
            <GuestLinkList guest_links />
        </section>
    }
}

/// Puts a link on the clipboard and notes so, or how else to get at it.
pub(crate) fn copy_link(chat: Chat, link: RwSignal<String>, note: RwSignal<String>) {
    let copied = link.with_untracked(|link| chat.browser.get().copy(link));
    let outcome = match copied {
        true => "Copied.",
        false => "Select the link and copy it by hand.",
    };
    note.set(outcome.into());
}
