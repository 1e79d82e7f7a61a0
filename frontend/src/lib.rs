//! The browser's part of Hubbub: hydrates the page, keeps the connection, and stores what must outlive the page.

mod clock;
mod connection;
mod driver;
mod event_stream;
mod fallback;
mod http;
mod navigation;
mod outbox;
mod socket;
mod storage;
mod tab;
mod transport;

use app::{Interface, browser::BrowserHandle, load_outside};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use protocol::{
    boot::{self, Boot},
    read::read,
};
use std::rc::Rc;
use tab::Tab;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Pause before a page tries again to load its code, in milliseconds.
const RETRY_MS: u32 = 2_000;

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
    if boot.snapshot.is_some() {
        hydrate_page(boot);
    } else {
        hydrate_outside(boot);
    }
}

/// Hydrates the page.
fn hydrate_page(boot: Boot) {
    let tab = Rc::new(Tab::default());
    let browser = BrowserHandle::new(Rc::clone(&tab) as _);
    let start = move |chat| tab.start(chat);
    leptos::mount::hydrate_body(move || view! { <Interface boot browser start /> });
}

/// Hydrates a page outside of the workspace, which needs the code that is loaded later.
fn hydrate_outside(boot: Boot) {
    spawn_local(async move {
        if load_outside().await {
            hydrate_page(boot);
        } else {
            Timeout::new(RETRY_MS, move || hydrate_outside(boot)).forget();
        }
    });
}
