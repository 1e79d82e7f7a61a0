//! The browser's part of Hubbub: hydrates the page, keeps the connection, and stores what must outlive the page.

mod address;
mod clock;
mod connection;
mod database;
mod driver;
mod event_stream;
mod fallback;
mod http;
mod layers;
mod live;
mod navigation;
mod offline;
mod outbox;
mod socket;
mod storage;
mod tab;
mod tab_history;
mod texts;
mod transport;

use app::{Interface, browser::BrowserHandle, load_later};
use client::Client;
use leptos::prelude::*;
use locale::{Language, Table};
use offline::{OfflinePage, OfflineTask};
use protocol::{
    boot::{self, Boot},
    read::read,
    route::Route,
};
use std::rc::Rc;
use tab::Tab;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Hydrates the page that the server has rendered. The page itself calls this.
#[wasm_bindgen]
pub fn hydrate() {
    // Its messages would be a tenth of the wasm; in a release a panic is an `unreachable` in the console.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let boot: Boot = document()
        .get_element_by_id(boot::ELEMENT)
        .and_then(|element| element.text_content())
        .and_then(|text| read(&text))
        .unwrap_or_default();
    let language = Language::from_code(&boot.language);
    language.unwrap_or_default().set_current();
    if boot.offline {
        return spawn_local(open_offline_copy());
    }
    let is_workspace = boot.snapshot.is_some();
    if is_workspace {
        spawn_local(async {
            // A failure is met where the code is needed.
            let _ = live::load().await;
        });
    }
    // Queued after the request for that code, so that the browser fetches it while the page is hydrated.
    spawn_local(async move {
        texts::load(Table::First).await;
        // A page outside of the workspace needs the code that is loaded later.
        while !is_workspace && !load_later().await {
            clock::pause_before_retry().await;
        }
        if !is_workspace {
            texts::load(Table::Later).await;
        }
        if Route::parse(&boot.path) == Route::SignIn {
            // Whoever was signed in is not any more.
            spawn_local(offline::forget());
        }
        hydrate_page(boot);
    });
}

/// Shows the offline copy of this browser, in the place of a page that cannot be fetched.
async fn open_offline_copy() {
    // The browser has the code, unless it is just being removed.
    while !load_later().await {
        clock::pause_before_retry().await;
    }
    let Some(OfflinePage { boot, client }) = offline::perform(OfflineTask::Open).await else {
        return;
    };
    // The page without a network may be in an earlier one.
    let language = client.state.language.as_deref();
    if let Some(language) = language.and_then(Language::from_code) {
        language.set_current();
    }
    texts::load(Table::First).await;
    texts::load(Table::Later).await;
    if let Some(page) = document().get_element_by_id(boot::OFFLINE) {
        page.remove();
    }
    let Some(body) = document().body() else {
        return;
    };
    let page = move || interface(boot, Some(client));
    // Not `mount_to_body`, which complains where pages are hydrated as well.
    leptos::mount::mount_to_renderer(&body, page).forget();
}

/// Hydrates the page.
fn hydrate_page(boot: Boot) {
    leptos::mount::hydrate_body(move || interface(boot, None));
}

/// Returns the interface in this tab. `offline` is the client of a page that starts from an offline copy.
fn interface(boot: Boot, offline: Option<Client>) -> AnyView {
    let tab = Rc::new(Tab::default());
    let browser = BrowserHandle::new(Rc::clone(&tab) as _);
    let start = move |chat| Rc::clone(&tab).start(chat);
    view! { <Interface boot browser start offline /> }.into_any()
}
