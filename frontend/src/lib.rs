//! The browser's part of Hubbub: hydrates the page, keeps the connection, and stores what must outlive the page.

mod clock;
mod connection;
mod driver;
mod event_stream;
mod fallback;
mod http;
mod layers;
mod live;
mod navigation;
mod outbox;
mod socket;
mod storage;
mod tab;
mod tab_history;
mod texts;
mod transport;

use app::{Interface, browser::BrowserHandle, load_later};
use leptos::prelude::*;
use locale::{Language, Table};
use protocol::{
    boot::{self, Boot},
    read::read,
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
        hydrate_page(boot);
    });
}

/// Hydrates the page.
fn hydrate_page(boot: Boot) {
    let tab = Rc::new(Tab::default());
    let browser = BrowserHandle::new(Rc::clone(&tab) as _);
    let start = move |chat| Rc::clone(&tab).start(chat);
    leptos::mount::hydrate_body(move || view! { <Interface boot browser start /> });
}
