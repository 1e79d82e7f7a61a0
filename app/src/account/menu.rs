use super::status_dialog::StatusDialog;
use crate::{
    api,
    chat::use_chat,
    dialogs::{Door, Doors},
    erased::{dynamic, handler, memo, part, spawn, when},
    kit::{avatar::Avatar, form::ProblemAlert},
    later::{Later, later},
    people::card::StatusLine,
    sidebar::drawer::focus_after,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use protocol::Role;

/// The person's own corner: who they are, and the way to their profile and out.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let chat = use_chat();
    let open = RwSignal::new(false);
    let me = chat.peek(|client| client.state.me.id);
    let name = memo(move || chat.look(|client| client.state.me.name.clone()));
    let on_key = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // It closes this, and not the drawer around it.
            event.stop_propagation();
            open.set(false);
        }
    });
    let button = NodeRef::<html::Button>::new();
    focus_after(open, button);
    let toggle = handler(move |_| open.update(|open| *open = !*open));
    part! {
        <div class="account" on:keydown=on_key>
            {when(move || open.get(), move || later(Later::Account(open, button)))}
            <button
                class="account-button"
                node_ref=button
                type="button"
                aria-label="Account"
                aria-controls="account-menu"
                aria-expanded=move || open.get().to_string()
                on:click=toggle
            >
                <Avatar user=me name=name />
                <span class="account-name">{move || name.get()}</span>
            </button>
        </div>
    }
}

#[component]
pub(crate) fn Account(open: RwSignal<bool>, button: NodeRef<html::Button>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let (name, email) =
        chat.peek(|client| (client.state.me.name.clone(), client.state.me.email.clone()));
    let sign_out = handler(move |_| {
        spawn(async move {
            match api::command(chat.browser, "DELETE", "/api/session".into()).await {
                Ok(()) => chat.browser.get().go("/sign-in"),
                Err(refusal) => problem.set(refusal.detail),
            }
        });
    });
    let status = memo(move || {
        let now = chat.clock.get();
        let status = chat.look(|client| client.state.status_of(client.state.me.id).cloned());
        status.filter(|status| status.is_current(now))
    });
    let saying = RwSignal::new(false);
    let doors = Doors::get();
    let show = move |door| {
        // Where the dialog gives the focus back to: the menu is gone by then.
        if let Some(button) = button.get_untracked() {
            // The button is on the page, or there is nothing to do.
            let _ = button.focus();
        }
        open.set(false);
        doors.open(door);
    };
    let administers = move || chat.look(|client| client.state.me.role == Role::Administrator);
    let workspace = move || {
        part! {
            <button class="button" type="button" on:click=handler(move |_| show(Door::WorkspaceSettings))>"Workspace settings"</button>
        }
    };
    part! {
        <div class="account-menu" id="account-menu">
            <p class="account-who"><strong>{name}</strong><span>{email}</span></p>
            {dynamic(move || match status.get() {
                Some(status) => part! { <StatusLine status /> },
                None => ().into_any(),
            })}
            <ProblemAlert problem />
            <button class="button" type="button" on:click=handler(move |_| saying.set(true))>"Set a status"</button>
            <StatusDialog open=saying />
            <button class="button" type="button" on:click=handler(move |_| show(Door::Profile))>"Profile"</button>
            {when(administers, workspace)}
            <button class="button" type="button" on:click=sign_out>"Sign out"</button>
        </div>
    }
}
