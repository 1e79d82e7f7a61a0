//! The browser, as far as the interface uses it. `frontend` implements it; on the server there is none.

use client::Action;
use leptos::prelude::*;
use protocol::{ClientId, ErrorCode, Problem, Timestamp};
use std::{future::Future, pin::Pin, rc::Rc};

/// Body of a successful answer, or the problem.
pub type PendingResponse = Pin<Box<dyn Future<Output = Result<String, Problem>>>>;

/// The browser, as far as the interface uses it. The default methods are those of the server, where there is none.
pub trait Browser {
    /// Performs the client's actions.
    fn perform(&self, _actions: Vec<Action>) {}
    /// Sends an HTTP request, with a JSON body if there is one.
    fn request(
        &self,
        _method: &'static str,
        _path: String,
        _body: Option<String>,
    ) -> PendingResponse {
        Box::pin(async {
            Err(Problem {
                code: ErrorCode::Internal,
                detail: "There is no browser on the server.".into(),
            })
        })
    }
    /// Returns the value stored under a key in this browser. It outlives the page.
    fn stored(&self, _key: &str) -> Option<String> {
        None
    }
    /// Returns the keys that begin with `prefix` and have a value stored.
    fn stored_keys(&self, _prefix: &str) -> Vec<String> {
        Vec::new()
    }
    /// Stores a value under a key. An empty value removes the key.
    fn store(&self, _key: &str, _value: &str) {}
    /// Returns the time now.
    fn now(&self) -> Timestamp {
        Timestamp(0)
    }
    /// Returns the minutes to add to UTC for the local time of a moment.
    fn offset_minutes(&self, _at: Timestamp) -> i32 {
        0
    }
    /// Makes a UUIDv7.
    fn new_client_id(&self) -> ClientId {
        ClientId(uuid::Uuid::nil())
    }
    /// Removes the offline copy of the person's rooms.
    fn forget_offline_copy(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(std::future::ready(()))
    }
    /// Loads another page, leaving this one.
    fn go(&self, _path: &str) {}
    /// Shows another path as this page's address, as a new step of the history.
    fn push_path(&self, _path: &str) {}
    /// Shows another path as this page's address, in place of the one in this step of the history.
    fn replace_path(&self, _path: &str) {}
    /// Adds an entry to the history for a layer that opens over the page: Back calls `close`. Returns the layer's id.
    fn open_layer(&self, _close: Box<dyn Fn()>) -> u32 {
        0
    }
    /// Removes a layer that has been closed, with its entry. Does nothing if Back has closed it.
    fn close_layer(&self, _id: u32) {}
    /// Returns a query parameter of this page's address.
    fn query(&self, _name: &str) -> Option<String> {
        None
    }
    /// Puts a text on the clipboard. Returns whether the browser can.
    fn copy(&self, _text: &str) -> bool {
        false
    }
    /// Returns the origin of this Hubbub, such as `https://chat.example.com`.
    fn origin(&self) -> String {
        String::new()
    }
    /// Returns whether the person is looking at this page: it is visible and has the focus.
    fn is_watched(&self) -> bool {
        false
    }
}

/// A handle on the browser that components can copy.
///
/// On the server it is empty: a page is rendered on one thread and may be dropped on another, where a value that is bound
/// to its thread would panic.
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

    /// Returns a browser that does nothing.
    pub fn get(self) -> Rc<dyn Browser> {
        Rc::new(NoBrowser)
    }
}

/// The stand-in for a browser on the server.
#[cfg(feature = "ssr")]
struct NoBrowser;

#[cfg(feature = "ssr")]
impl Browser for NoBrowser {}

/// Returns the event target, or its closest ancestor, that matches a selector.
pub(crate) fn closest(
    target: Option<web_sys::EventTarget>,
    selector: &str,
) -> Option<web_sys::Element> {
    use wasm_bindgen::JsCast;
    let target: web_sys::Element = target?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// Returns the elements in another one that match a selector.
pub(crate) fn elements(root: &web_sys::Element, selector: &str) -> Vec<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|index| found.get(index));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Listens to an element's events in the capture phase, until the reactive owner is disposed.
pub(crate) fn listen(
    target: &web_sys::EventTarget,
    event: &'static str,
    action: impl FnMut(web_sys::Event) + 'static,
) {
    use wasm_bindgen::{JsCast, closure::Closure};
    let action = Closure::<dyn FnMut(web_sys::Event)>::new(action);
    let function = action.as_ref().unchecked_ref();
    // It never fails for an existing event name.
    let _ = target.add_event_listener_with_callback_and_bool(event, function, true);
    let listener = StoredValue::new_local((target.clone(), action));
    on_cleanup(move || {
        listener.with_value(|(target, action)| {
            let function = action.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback_and_bool(event, function, true);
        });
    });
}

/// Watches which children an element has, or all its descendants, until the reactive owner is disposed.
pub(crate) fn observe_children(
    element: &web_sys::Element,
    descendants: bool,
    changed: impl Fn() + 'static,
) {
    use wasm_bindgen::{JsCast, closure::Closure};
    let changed = Closure::<dyn Fn()>::new(changed);
    let Ok(observer) = web_sys::MutationObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    let options = web_sys::MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(descendants);
    // It fails only if the options observe nothing.
    let _ = observer.observe_with_options(element, &options);
    let observer = StoredValue::new_local((observer, changed));
    on_cleanup(move || observer.with_value(|(observer, _)| observer.disconnect()));
}

/// Listens to an event of the window until the reactive owner is disposed.
pub(crate) fn use_window_event<E: leptos::ev::EventDescriptor + 'static>(
    event: E,
    action: impl Fn(E::EventType) + 'static,
) where
    E::EventType: wasm_bindgen::JsCast,
{
    let listener = window_event_listener(event, action);
    on_cleanup(move || listener.remove());
}
