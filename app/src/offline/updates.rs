//! Offers the update when the browser has a new release of Hubbub. Nothing reloads by itself: somebody may be typing.

use crate::{
    chat::use_chat,
    erased::{effect, memo, when},
    kit::close_button::CloseButton,
    notifications::worker,
};
use client::Client;
use leptos::{prelude::*, task::spawn_local};
use locale::text;

/// The offer of an update, in every tab that shows an earlier release.
#[component]
pub(crate) fn Updates() -> impl IntoView {
    let chat = use_chat();
    let is_ready = RwSignal::new(false);
    effect(move || {
        worker::on_update(move || is_ready.set(true));
        spawn_local(async {
            // Without a worker there is no release to wait for: each page comes from the server.
            let _ = worker::follow_releases().await;
        });
    });
    let is_live = memo(move || chat.look(Client::is_live));
    let mut was_live = false;
    effect(move || {
        // A server that is updated ends its connections.
        if is_live.get() {
            if was_live {
                spawn_local(async {
                    // It fails if the network is gone again.
                    let _ = worker::check_release().await;
                });
            }
            was_live = true;
        }
    });
    // What is typed is in the browser's storage, and returns with the page.
    let update = move |_| {
        // It never fails for a page of this origin.
        let _ = window().location().reload();
    };
    view! {
        <div class="update" role="status">
            {when(move || is_ready.get(), move || view! {
                <p class="update-text">
                    <span>{text().update_ready()}</span>
                    <button class="button-link" type="button" on:click=update>{text().update_now()}</button>
                    <CloseButton name=text().update_not_now() close=move |_| is_ready.set(false) />
                </p>
            }.into_any())}
        </div>
    }
}
