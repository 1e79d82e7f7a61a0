//! What the interface needs of the browser around it. `frontend` implements it; on the server nobody is there.

use crate::chat::Chat;
use client::Action;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use protocol::ErrorCode;
use protocol::{ClientId, Problem, Timestamp};
use std::{future::Future, pin::Pin, rc::Rc};

/// The body of a successful answer, or why there is none.
pub type Answer = Pin<Box<dyn Future<Output = Result<String, Problem>>>>;

/// The browser, as far as the interface needs one.
pub trait Browser {
    /// Hydration is done: bring the outbox back, connect, and keep connected.
    fn start(&self, chat: Chat);
    /// Performs what the client asked for.
    fn perform(&self, actions: Vec<Action>);
    /// Sends an HTTP request with a JSON body.
    fn request(&self, method: &'static str, path: String, body: Option<String>) -> Answer;
    /// What is stored under a key in this browser, also after a reload.
    fn stored(&self, key: &str) -> Option<String>;
    /// Stores a value under a key; an empty one takes it out.
    fn store(&self, key: &str, value: &str);
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Minutes to add to UTC for the local time of a moment.
    fn offset_minutes(&self, at: Timestamp) -> i32;
    /// A new UUIDv7.
    fn new_client_id(&self) -> ClientId;
    /// Loads another page, leaving this one.
    fn go(&self, path: &str);
    /// Shows another path as this page's address, as a step that Back goes back from.
    fn push_path(&self, path: &str);
    /// A parameter of this page's address.
    fn query(&self, name: &str) -> Option<String>;
    /// Puts a text on the clipboard. Returns whether the browser can.
    fn copy(&self, text: &str) -> bool;
    /// The origin that people reach this Hubbub by, such as `https://chat.example.com`.
    fn origin(&self) -> String;
    /// Whether the person is looking at this page: it is visible and has the focus.
    fn is_watched(&self) -> bool;
}

/// A handle on the browser that components can copy.
///
/// On the server it holds nothing: the server renders a page on one thread and may drop it on another, where a value that
/// is bound to its thread would panic.
#[derive(Clone, Copy)]
pub struct BrowserHandle(#[cfg(not(feature = "ssr"))] StoredValue<Rc<dyn Browser>, LocalStorage>);

#[cfg(not(feature = "ssr"))]
impl BrowserHandle {
    /// Returns a handle on this browser.
    pub fn new(browser: Rc<dyn Browser>) -> Self {
        Self(StoredValue::new_local(browser))
    }

    /// Returns the browser itself.
    pub fn get(self) -> Rc<dyn Browser> {
        self.0.get_value()
    }
}

#[cfg(feature = "ssr")]
impl BrowserHandle {
    /// Returns the stand-in for rendering on the server.
    pub fn none() -> Self {
        Self()
    }

    /// Returns a browser in which nothing happens.
    pub fn get(self) -> Rc<dyn Browser> {
        Rc::new(Nobody)
    }
}

/// The server's rendering has no browser: nothing is stored, asked for or kept.
#[cfg(feature = "ssr")]
struct Nobody;

#[cfg(feature = "ssr")]
impl Browser for Nobody {
    fn start(&self, _: Chat) {}

    fn perform(&self, _: Vec<Action>) {}

    fn request(&self, _: &'static str, _: String, _: Option<String>) -> Answer {
        Box::pin(async {
            Err(Problem {
                code: ErrorCode::Internal,
                detail: "There is no browser on the server.".into(),
            })
        })
    }

    fn stored(&self, _: &str) -> Option<String> {
        None
    }

    fn store(&self, _: &str, _: &str) {}

    fn now(&self) -> Timestamp {
        Timestamp(0)
    }

    fn offset_minutes(&self, _: Timestamp) -> i32 {
        0
    }

    fn new_client_id(&self) -> ClientId {
        ClientId(uuid::Uuid::nil())
    }

    fn go(&self, _: &str) {}

    fn push_path(&self, _: &str) {}

    fn query(&self, _: &str) -> Option<String> {
        None
    }

    fn copy(&self, _: &str) -> bool {
        false
    }

    fn origin(&self) -> String {
        String::new()
    }

    fn is_watched(&self) -> bool {
        false
    }
}

/// The nearest element around an event's target, or that itself, that a selector names.
pub(crate) fn closest(
    target: Option<web_sys::EventTarget>,
    selector: &str,
) -> Option<web_sys::Element> {
    use wasm_bindgen::JsCast;
    let target: web_sys::Element = target?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// Listens to an element's events before those who are in it do, for as long as the part of the view lives that asks.
pub(crate) fn listen(
    target: &web_sys::EventTarget,
    event: &'static str,
    deed: impl FnMut(web_sys::Event) + 'static,
) {
    use wasm_bindgen::{JsCast, closure::Closure};
    let deed = Closure::<dyn FnMut(web_sys::Event)>::new(deed);
    let function = deed.as_ref().unchecked_ref();
    // It fails for no event name that exists.
    let _ = target.add_event_listener_with_callback_and_bool(event, function, true);
    let held = StoredValue::new_local((target.clone(), deed));
    on_cleanup(move || {
        held.with_value(|(target, deed)| {
            let function = deed.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback_and_bool(event, function, true);
        });
    });
}
