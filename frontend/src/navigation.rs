//! Navigation by links within the workspace, and to the sign-in page.

use crate::{address, offline};
use app::chat::Chat;
use leptos::prelude::{document, window};
use protocol::route::{Route, SIGNED_OUT};
use wasm_bindgen::{JsCast, closure::Closure};
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

/// Leaves for the sign-in page, which leads back here.
pub(crate) fn sign_in_again() {
    spawn_local(async {
        // Before the page is left: without a network the next one would show what is saved.
        offline::forget().await;
        let path = js_sys::encode_uri_component(&address::path());
        address::load(&format!("/sign-in?{SIGNED_OUT}&next={path}"));
    });
}
