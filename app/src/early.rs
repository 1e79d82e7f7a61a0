//! Clicks on buttons before the page is hydrated. A script in the page notes the last one, and it is done once the page is
//! hydrated.
//!
//! A button that is to be noted has the attribute `data-early`: `dialog` if the button opens a dialog, otherwise `press`.
//! Until the click is done, the button is busy, and the waiting dialog (`kit/waiting_dialog.rs`) takes the keys for the other
//! dialog.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The script. It knows from `data-hydrated` that the page is hydrated.
#[cfg(feature = "ssr")]
pub(crate) const SCRIPT: &str = r#"(() => {
  const root = document.documentElement;
  let noted;
  const forget = () => noted?.removeAttribute("aria-busy");
  const note = (button) => {
    forget();
    noted = button;
    button.setAttribute("aria-busy", "true");
    const waiting = document.getElementById("waiting");
    if (button.dataset.early === "dialog" && !waiting.open) waiting.showModal();
  };
  const listen = (event, action) =>
    addEventListener(event, (event) => "hydrated" in root.dataset || action(event), true);
  listen("click", ({ target }) => {
    const button = target.closest("[data-early]");
    if (button) note(button);
  });
  listen("keydown", (event) => {
    const button = document.querySelector("[data-early-key]");
    if (button?.dataset.earlyKey !== event.key || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    note(button);
  });
  listen("close", forget);
})();"#;

/// Does the click that was noted, if there is one.
pub(crate) fn replay_click() {
    let button = document().query_selector("[data-early][aria-busy]");
    let button = button.ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // It fails only for an invalid name.
        let _ = button.remove_attribute("aria-busy");
        button.click();
    }
}
