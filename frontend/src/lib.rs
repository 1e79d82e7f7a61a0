//! The browser's own part of Hubbub: brings the page to life, keeps the connection, and stores what must outlive it.

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

use app::{Interface, browser::BrowserHandle, load_later, read::read};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use protocol::boot::{self, Boot};
use std::rc::Rc;
use tab::Tab;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// How long a page waits until it tries again to load its code, in milliseconds.
const RETRY_MS: u32 = 2_000;

/// Takes over the page that the server has rendered. Called by the page itself.
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
        come_alive(boot);
    } else {
        come_alive_outside(boot);
    }
}

/// Hydrates the page.
fn come_alive(boot: Boot) {
    let tab = Rc::new(Tab::default());
    let browser = BrowserHandle::new(Rc::clone(&tab) as _);
    let start = move |chat| tab.start(chat);
    leptos::mount::hydrate_body(move || view! { <Interface boot browser start /> });
}

/// Hydrates a page outside of the workspace, which needs the code that is loaded later.
fn come_alive_outside(boot: Boot) {
    spawn_local(async move {
        if load_later().await {
            come_alive(boot);
        } else {
            Timeout::new(RETRY_MS, move || come_alive_outside(boot)).forget();
        }
    });
}
