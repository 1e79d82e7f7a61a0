//! The browser's own part of Hubbub: brings the page to life, keeps the connection, and stores what must outlive it.

mod clock;
mod driver;
mod http;
mod links;
mod outbox;
mod socket;
mod storage;
mod tab;

use app::{Interface, boot, browser::BrowserHandle, read::read};
use leptos::prelude::*;
use std::rc::Rc;
use tab::Tab;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server has rendered. Called by the page itself.
#[wasm_bindgen]
pub fn hydrate() {
    // Its words would be a tenth of the wasm; in a release a panic is an `unreachable` in the console.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let boot = document()
        .get_element_by_id(boot::ELEMENT)
        .and_then(|element| element.text_content())
        .and_then(|text| read(&text))
        .unwrap_or_default();
    let browser = BrowserHandle::new(Rc::new(Tab::default()));
    leptos::mount::hydrate_body(move || view! { <Interface boot browser /> });
}
