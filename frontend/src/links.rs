//! Links within the workspace open in this page, and Back and Forward work.

use app::chat::Chat;
use leptos::prelude::{Set, document, window};
use protocol::route::Route;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Follows links for as long as the page lives, so the listeners are never taken back.
pub(crate) fn follow(chat: Chat) {
    let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(path) = followed(&event) {
            event.prevent_default();
            chat.go(&path);
        }
    });
    let on_back = Closure::<dyn Fn()>::new(move || {
        let path = window().location().pathname().unwrap_or_default();
        chat.path.set(path);
    });
    // It fails for no event name that exists.
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    let _ = window().add_event_listener_with_callback("popstate", on_back.as_ref().unchecked_ref());
    on_click.forget();
    on_back.forget();
}

/// The path of a link within the workspace that a plain click is on. With a key held, people want a new tab or a download.
fn followed(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let here = window().location().origin().ok()?;
    let inside = link.origin() == here && link.target().is_empty();
    let path = link.pathname();
    let route = Route::at(&path);
    let workspace = route.room_id().is_some() || route.is_threads();
    (plain && inside && workspace).then_some(path)
}
