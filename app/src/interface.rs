//! The whole interface: the workspace for a person who is signed in, and the pages outside of it.

use crate::{
    browser::BrowserHandle,
    chat::Chat,
    early::replay_click,
    erased::effect,
    hydrated::Hydrated,
    later::outside,
    pages::{WorkspacePage, outside_page},
};
use client::Client;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use protocol::OtherRoom;
use protocol::{boot::Boot, route::Route};
use std::time::Duration;

/// Context with the open rooms that a person is not in and that the first screen links to. The server renders their names.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct OtherRooms(pub Vec<OtherRoom>);

/// The whole interface.
#[component]
pub fn Interface(
    boot: Boot,
    browser: BrowserHandle,
    /// Connects the signed-in person's client. Called once the page is hydrated.
    start: impl Fn(Chat) + 'static,
    /// The client of a page that starts from an offline copy.
    #[prop(optional_no_strip)]
    offline: Option<Client>,
) -> impl IntoView {
    provide_context(browser);
    let hydrated = RwSignal::new(false);
    provide_context(Hydrated(hydrated));
    let route = Route::parse(&boot.path);
    let workspace = boot.workspace.unwrap_or_else(|| "Hubbub".into());
    let client = offline.or_else(|| boot.snapshot.map(Client::new));
    let chat = client.map(|client| Chat::new(client, browser, boot.path.clone()));
    #[cfg(feature = "ssr")]
    if let (Some(chat), Some(OtherRooms(others))) = (chat, use_context()) {
        let know = |client: &mut Client| client.state.others = others;
        chat.client.update_untracked(know);
    }
    effect(move || {
        hydrated.set(true);
        if let Some(chat) = chat {
            start(chat);
        }
        if let Some(root) = document().document_element() {
            // For the script that notes clicks until now, and for tests. It fails only for an invalid name.
            let _ = root.set_attribute("data-hydrated", "");
        }
        // After the other effects of the first run: one of them closes the drawer.
        set_timeout(replay_click, Duration::ZERO);
    });
    if let Some(chat) = chat {
        provide_context(chat);
        return view! { <WorkspacePage /> }.into_any();
    }
    let route = if boot.not_found {
        Route::Missing
    } else {
        route
    };
    outside(outside_page(
        route,
        workspace,
        boot.signed_in,
        boot.ended,
        boot.mail,
    ))
}
