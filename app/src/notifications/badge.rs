//! The number of unread messages on the browser's tab and on the app's icon.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Function, Reflect};

const ICON: &str = "/favicon.svg";
const UNREAD_ICON: &str = "/favicon-unread.svg";

/// Marks the tab's icon, and shows the number on the icon of the installed app.
pub(super) fn show(unread: u64) {
    let icon = if unread > 0 { UNREAD_ICON } else { ICON };
    if let Ok(Some(link)) = document().query_selector("link[rel=icon]") {
        // It fails only for an invalid name.
        let _ = link.set_attribute("href", icon);
    }
    let navigator = window().navigator();
    let name = if unread > 0 {
        "setAppBadge"
    } else {
        "clearAppBadge"
    };
    // Only some browsers have it.
    if let Ok(set) = Reflect::get(&navigator, &name.into())
        && let Some(set) = set.dyn_ref::<Function>()
    {
        let number = JsValue::from_f64(unread as f64);
        let _ = set.call1(&navigator, &number);
    }
}
