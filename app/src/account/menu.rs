//! The menu of the signed-in person.

use super::settings_dialog::STATUS;
use crate::{
    api,
    chat::{Chat, use_chat},
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
    kit::{
        avatar::Avatar,
        form_request::{FormRequest, RequestProblem},
    },
    later::{later, lazy},
    offline::install,
    people::status_line::StatusLine,
    sidebar::drawer::focus_after,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use protocol::Problem;

/// The button that opens the menu.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let chat = use_chat();
    let open = RwSignal::new(false);
    let me = chat.me();
    let name = memo(move || chat.look(|client| client.state.me.name.clone()));
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
        <section class="account" aria-label=text().account_section() on:keydown=on_key>
            {when(move || open.get(), move || later(account(open, button)))}
            <button
                class="account-button"
                node_ref=button
                type="button"
                data-early="press"
                aria-label=move || text().account_of(&name.read())
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

/// Signs the person out of this browser, and loads the page to sign in.
///
/// # Errors
/// The problem that the server or the network reports.
pub(crate) async fn sign_out(chat: Chat) -> Result<(), Problem> {
    api::command(chat.browser, "DELETE", "/api/session".into()).await?;
    // Before the page is left: without a network the next one would show what is saved.
    chat.browser.get().forget_offline_copy().await;
    chat.browser.get().go("/sign-in");
    Ok(())
}

lazy!(pub(crate) fn account = Account(open: RwSignal<bool>, button: NodeRef<html::Button>));

/// The open menu.
#[component]
pub(crate) fn Account(open: RwSignal<bool>, button: NodeRef<html::Button>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let (name, email) =
        chat.peek(|client| (client.state.me.name.clone(), client.state.me.email.clone()));
    let leave_workspace = move |_| request.run(sign_out(chat), |()| ());
    let is_installable = install::is_offered();
    let status = memo(move || chat.status_of(chat.me()));
    let opener = DialogOpener::get();
    let leave = move || {
        // The dialog gives the focus back to the button, since the menu is gone by then.
        if let Some(button) = button.get_untracked() {
            // It fails only if the button has left the page.
            let _ = button.focus();
        }
        open.set(false);
    };
    let settings = move |part| {
        leave();
        opener.open_settings(part);
    };
    let show_workspace = move |_| {
        leave();
        opener.open(DialogKind::WorkspaceSettings);
    };
    let show_emoji = move |_| {
        leave();
        opener.open(DialogKind::CustomEmoji);
    };
    let install = move |_| {
        leave();
        install::ask();
    };
    let show_keys = move |_| {
        leave();
        opener.open(DialogKind::Keys);
    };
    let emoji = move || {
        view! {
            <button class="account-action" type="button" on:click=show_emoji>{text().dialog_custom_emoji()}</button>
        }
        .into_any()
    };
    let workspace = move || {
        view! {
            <button class="account-action" type="button" on:click=show_workspace>{text().dialog_workspace_settings()}</button>
        }
        .into_any()
    };
    view! {
        <div class="account-menu" id="account-menu">
            <p class="account-who"><strong dir="auto">{name}</strong><span>{email}</span></p>
            <StatusLine status />
            <RequestProblem request />
            <div class="account-actions">
                <button class="account-action" type="button" on:click=move |_| settings(Some(STATUS))>{text().set_status()}</button>
                <button class="account-action" type="button" on:click=move |_| settings(None)>{text().dialog_settings()}</button>
                <button class="account-action" type="button" on:click=show_keys>{text().dialog_keys()}</button>
                {is_installable.then(|| view! {
                    <button class="account-action" type="button" on:click=install>{text().install_app()}</button>
                })}
                {when(move || !chat.is_guest(), emoji)}
                {when(move || chat.administers(), workspace)}
            </div>
            <div class="account-actions">
                <button class="account-action" type="button" on:click=leave_workspace>{text().sign_out()}</button>
            </div>
        </div>
    }
}
