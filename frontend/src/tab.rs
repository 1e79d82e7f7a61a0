//! The browser tab, as the interface uses it.

use crate::{
    address,
    clock::{self, ClientIds},
    http,
    layers::Layers,
    live, offline, storage,
};
use app::{
    browser::{Browser, PendingResponse},
    chat::Chat,
};
use client::{Action, ConnectionState};
use leptos::prelude::{Set, Update, document, window};
use protocol::{ClientId, Timestamp};
use std::{
    cell::{OnceCell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

/// The browser tab that this page lives in.
#[derive(Default)]
pub(crate) struct Tab {
    /// The signed-in person's chat, once the page is hydrated.
    chat: OnceCell<Chat>,
    /// Performs actions, once the code of the connection is loaded.
    perform: OnceCell<live::Perform>,
    /// Actions to perform then.
    waiting: RefCell<Vec<Action>>,
    ids: ClientIds,
    layers: Rc<Layers>,
}

impl Tab {
    /// Starts the driver of a signed-in person's client as soon as its code is loaded.
    pub(crate) fn start(self: Rc<Self>, chat: Chat) {
        if self.chat.set(chat).is_err() {
            return;
        }
        spawn_local(async move {
            let perform = loop {
                let started = live::start(chat, Rc::clone(&self.layers)).await;
                // Not before, since the page then fetches what is loaded later, which is ten times as much.
                chat.clock.set(Some(clock::now()));
                if let Ok(perform) = started {
                    break perform;
                }
                chat.client
                    .update(|client| client.connection = ConnectionState::Reconnecting);
                clock::pause_before_retry().await;
            };
            // Set first, since performing an action may make others. It is not set yet: only this task sets it.
            let _ = self.perform.set(perform);
            let waiting = self.waiting.take();
            self.perform(waiting);
        });
    }
}

impl Browser for Tab {
    fn perform(&self, actions: Vec<Action>) {
        match self.perform.get() {
            Some(perform) => perform(actions),
            None => self.waiting.borrow_mut().extend(actions),
        }
    }

    fn request(&self, method: &'static str, path: String, body: Option<String>) -> PendingResponse {
        Box::pin(async move { http::request(method, &path, body).await })
    }

    fn stored(&self, key: &str) -> Option<String> {
        storage::get(key)
    }

    fn stored_keys(&self, prefix: &str) -> Vec<String> {
        storage::keys(prefix)
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
        let newest = |chat: &Chat| chat.peek(|client| client.outbox.newest());
        let newest = self.chat.get().and_then(newest);
        self.ids.next(newest)
    }

    fn forget_offline_copy(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(offline::forget())
    }

    fn go(&self, path: &str) {
        address::load(path);
    }

    fn push_path(&self, path: &str) {
        self.layers.push_path(path);
    }

    fn replace_path(&self, path: &str) {
        if !self.layers.replace_path(path) {
            address::replace(path);
        }
    }

    fn open_layer(&self, close: Box<dyn Fn()>) -> u32 {
        self.layers.open(close)
    }

    fn close_layer(&self, id: u32) {
        self.layers.close(id);
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
