//! The browser tab, as the interface uses it.

use crate::{
    clock::{self, ClientIds},
    driver::Driver,
    http, navigation, storage,
};
use app::{
    browser::{Browser, PendingResponse},
    chat::Chat,
};
use client::Action;
use leptos::prelude::{document, window};
use protocol::{ClientId, Timestamp};
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen::JsValue;
use web_sys::VisibilityState;

/// The browser tab that this page lives in.
#[derive(Default)]
pub(crate) struct Tab {
    driver: OnceCell<Rc<Driver>>,
    ids: ClientIds,
}

impl Tab {
    /// Starts the driver of a signed-in person's client, unless it runs.
    pub(crate) fn start(&self, chat: Chat) {
        self.driver.get_or_init(|| Driver::start(chat));
    }
}

impl Browser for Tab {
    fn perform(&self, actions: Vec<Action>) {
        if let Some(driver) = self.driver.get() {
            driver.perform(actions);
        }
    }

    fn request(&self, method: &'static str, path: String, body: Option<String>) -> PendingResponse {
        Box::pin(async move { http::request(method, &path, body).await })
    }

    fn stored(&self, key: &str) -> Option<String> {
        storage::get(key)
    }

    fn store(&self, key: &str, value: &str) {
        storage::set(key, value);
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn offset_minutes(&self, at: Timestamp) -> i32 {
        clock::offset_minutes(at)
    }

    fn new_client_id(&self) -> ClientId {
        let newest = self.driver.get().and_then(|driver| driver.newest_written());
        self.ids.next(newest)
    }

    fn go(&self, path: &str) {
        navigation::load(path);
    }

    fn push_path(&self, path: &str) {
        navigation::push_path(path);
    }

    fn query(&self, name: &str) -> Option<String> {
        let search = window().location().search().ok()?;
        web_sys::UrlSearchParams::new_with_str(&search)
            .ok()?
            .get(name)
    }

    fn copy(&self, text: &str) -> bool {
        let navigator = window().navigator();
        // Browsers have a clipboard only on https and localhost.
        let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
            .is_ok_and(|clipboard| !clipboard.is_undefined());
        if has_clipboard {
            let _ = navigator.clipboard().write_text(text);
        }
        has_clipboard
    }

    fn origin(&self) -> String {
        window().location().origin().unwrap_or_default()
    }

    fn is_watched(&self) -> bool {
        document().visibility_state() == VisibilityState::Visible
            && document().has_focus().unwrap_or(true)
    }
}
