//! The menu of the signed-in person.

use super::status_dialog::StatusDialog;
use crate::{
    api,
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::when,
    kit::{
        avatar::Avatar,
        form_request::{FormRequest, RequestProblem},
    },
    later::{later, lazy},
    people::status_line::StatusLine,
    sidebar::drawer::focus_after,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// The button that opens the menu.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let chat = use_chat();
    let open = RwSignal::new(false);
    let me = chat.me();
    let name = Memo::new(move |_| chat.look(|client| client.state.me.name.clone()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // Escape closes the menu, not the drawer around it.
            event.stop_propagation();
            open.set(false);
        }
    };
    let button = NodeRef::<html::Button>::new();
    focus_after(open, button);
    let toggle = move |_| open.update(|open| *open = !*open);
    view! {
        <section class="account" aria-label="Your account" on:keydown=on_key>
            {when(move || open.get(), move || later(account(open, button)))}
            <button
                class="account-button"
                node_ref=button
                type="button"
                data-early="press"
                aria-label="Account"
                aria-controls="account-menu"
                aria-expanded=move || open.get().to_string()
                on:click=toggle
            >
                <Avatar user=me name=name />
                <span class="account-name">{move || name.get()}</span>
            </button>
        </section>
    }
}

lazy!(pub(crate) fn account = Account(open: RwSignal<bool>, button: NodeRef<html::Button>));

/// The open menu.
#[component]
pub(crate) fn Account(open: RwSignal<bool>, button: NodeRef<html::Button>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let (name, email) =
        chat.peek(|client| (client.state.me.name.clone(), client.state.me.email.clone()));
    let sign_out = move |_| {
        let sent = api::command(chat.browser, "DELETE", "/api/session".into());
        request.run(sent, move |()| chat.browser.get().go("/sign-in"));
    };
    let status = Memo::new(move |_| chat.status_of(chat.me()));
    let status_open = RwSignal::new(false);
    let opener = DialogOpener::get();
    let show = move |dialog| {
        // The dialog gives the focus back to the button, since the menu is gone by then.
        if let Some(button) = button.get_untracked() {
            // It fails only if the button has left the page.
            let _ = button.focus();
        }
        open.set(false);
        opener.open(dialog);
    };
    let emoji = move || {
        view! {
            <button class="button" type="button" on:click=move |_| show(DialogKind::CustomEmoji)>"Custom emoji"</button>
        }.into_any()
    };
    let workspace = move || {
        view! {
            <button class="button" type="button" on:click=move |_| show(DialogKind::WorkspaceSettings)>"Workspace settings"</button>
        }.into_any()
    };
    view! {
        <div class="account-menu" id="account-menu">
            <p class="account-who"><strong>{name}</strong><span>{email}</span></p>
            <StatusLine status />
            <RequestProblem request />
            <button class="button" type="button" on:click=move |_| status_open.set(true)>"Set a status"</button>
            <StatusDialog open=status_open />
            <button class="button" type="button" on:click=move |_| show(DialogKind::Profile)>"Profile"</button>
            {when(move || !chat.is_guest(), emoji)}
            {when(move || chat.administers(), workspace)}
            <button class="button" type="button" on:click=sign_out>"Sign out"</button>
        </div>
    }
}
