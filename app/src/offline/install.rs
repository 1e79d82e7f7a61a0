//! Installing Hubbub as an app. A script in the page keeps the browser's offer until the person wants it.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Function, Reflect};

/// The script. Without it, some browsers would show an offer of their own over the page.
#[cfg(feature = "ssr")]
pub(crate) const SCRIPT: &str = r#"addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.installOffer = event;
});"#;

const OFFER: &str = "installOffer";

/// Returns whether the browser offers to install Hubbub.
pub(crate) fn is_offered() -> bool {
    offer().is_some()
}

/// Asks the person whether to install it. Browsers ask only in answer to a click, and once for each offer.
pub(crate) fn ask() {
    let Some(offer) = offer() else { return };
    let prompt = Reflect::get(&offer, &"prompt".into());
    if let Some(prompt) = prompt.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        // It fails only if the offer was used.
        let _ = prompt.call0(&offer);
    }
    let _ = Reflect::delete_property(&window(), &OFFER.into());
}

fn offer() -> Option<JsValue> {
    let offer = Reflect::get(&window(), &OFFER.into()).ok()?;
    offer.is_object().then_some(offer)
}
