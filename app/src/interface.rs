//! The whole interface: the workspace for a person who is signed in, and the pages outside of it.

use crate::{
    browser::BrowserHandle,
    chat::Chat,
    erased::{effect, part},
    hydrated::Hydrated,
    later::{Outside, outside},
    pages::WorkspacePage,
};
use client::Client;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use protocol::OtherRoom;
use protocol::{boot::Boot, route::Route};

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
) -> impl IntoView {
    provide_context(browser);
    let hydrated = RwSignal::new(false);
    provide_context(Hydrated(hydrated));
    let route = Route::at(&boot.path);
    let workspace = boot.workspace.unwrap_or_else(|| "Hubbub".into());
    let chat = boot
        .snapshot
        .map(|snapshot| Chat::new(Client::new(snapshot), browser, boot.path.clone()));
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
            // A mark for tests only.
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
    if let Some(chat) = chat {
        provide_context(chat);
        return part! { <WorkspacePage /> };
    }
    outside(match route {
        _ if boot.not_found => Outside::Missing,
        Route::FirstRun => Outside::FirstRun,
        Route::SignIn => Outside::SignIn(workspace),
        Route::Join(code) => Outside::Join(workspace, code),
        Route::Reset(token) => Outside::Reset(token),
        Route::Room { .. } | Route::Thread { .. } | Route::Threads | Route::Missing => {
            Outside::Missing
        }
    })
}
