use crate::{
    browser::BrowserHandle,
    chat::Chat,
    erased::{effect, part},
    later::{Outside, outside},
    pages::WorkspacePage,
};
use client::Client;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use protocol::OtherRoom;
use protocol::{boot::Boot, route::Route};

/// Whether the page is alive: until it is, pressing a button would do nothing.
#[derive(Clone, Copy)]
pub(crate) struct Hydrated(pub(crate) RwSignal<bool>);

/// The open rooms that a person is not in, where the first screen leads to some: what the server renders with, handed in
/// as a context.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct OtherRooms(pub Vec<OtherRoom>);

/// The whole interface, inside as well as outside of the workspace.
#[component]
pub fn Interface(boot: Boot, browser: BrowserHandle) -> impl IntoView {
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
            browser.get().start(chat);
        }
        if let Some(root) = document().document_element() {
            // It is only a mark for tests: without it nothing is lost.
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
