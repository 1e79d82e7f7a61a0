//! Navigation: links within the workspace open in this page, and other pages are loaded.

use crate::saved;
use app::chat::Chat;
use leptos::prelude::{document, window};
use protocol::route::{Route, SIGNED_OUT};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Follows links for as long as the page lives, so the listener is never removed.
pub(crate) fn follow_links(chat: Chat) {
    let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(path) = workspace_link(&event) {
            event.prevent_default();
            chat.go(&path);
        }
    });
    // It never fails for an existing event name.
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    on_click.forget();
}

/// Returns the path of the workspace link under a plain click. A click with a key held asks for a new tab or a download.
fn workspace_link(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let here = window().location().origin().ok()?;
    let inside = link.origin() == here && link.target().is_empty();
    let path = link.pathname() + &link.search();
    let route = Route::parse(&path);
    let workspace = route.room_id().is_some() || route.list().is_some();
    (plain && inside && workspace).then_some(path)
}

/// Replaces the path of the page's address, in the same step of the history.
pub(crate) fn replace_path(path: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // A page may change the history so often that the browser refuses; then its address stays as it is.
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// Returns the path of the page's address, with its query.
pub(crate) fn current_path() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// Loads another page, leaving this one.
pub(crate) fn load(path: &str) {
    // No browser refuses a path of the same origin.
    let _ = window().location().assign(path);
}

/// Loads this page again.
pub(crate) fn reload() {
    // It never fails for a page of this origin.
    let _ = window().location().reload();
}

/// Leaves for the sign-in page, which leads back here.
pub(crate) fn sign_in_again() {
    spawn_local(async {
        // Before the page is left: without a network the next one would show what is saved.
        saved::forget().await;
        let path = js_sys::encode_uri_component(&current_path());
        load(&format!("/sign-in?{SIGNED_OUT}&next={path}"));
    });
}
