//! Clicks on buttons, and keys of the whole page, before their code is loaded. A script in the page notes the last one, and
//! it is done once the code is there.
//!
//! A button that is to be noted before the page is hydrated has the attribute `data-early`: `dialog` if the button opens a
//! dialog, otherwise `press`. A part of the page whose code comes later than that has `data-early="part"`: each button in it
//! is noted until the part's code is loaded.
//!
//! Until the click is done, the button is busy, and the waiting dialog (`kit/waiting_dialog.rs`) takes the keys for the other
//! dialog.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Returns the script. It knows from `data-hydrated` that the page is hydrated, and from `data-keys` that the keys of the
/// whole page have their code.
#[cfg(feature = "ssr")]
pub(crate) fn script() -> String {
    use crate::actions::{WorkspaceAction, all};
    // The palette has a button, which is noted.
    let actions = all().filter(|action| *action != WorkspaceAction::Jump);
    let keys = actions.flat_map(|action| action.keys());
    let keys: Vec<_> = keys.map(|key| key.aria()).collect();
    SCRIPT.replace("KEYS", &keys.join(" "))
}

#[cfg(feature = "ssr")]
const SCRIPT: &str = r#"(() => {
  const root = document.documentElement;
  const keys = "KEYS".split(" ");
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
    const button = target.closest("[data-early=dialog], [data-early=press]");
    if (button) note(button);
  });
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-early=part] button");
    if (button) note(button);
  }, true);
  addEventListener("pointerdown", ({ target }) => {
    const button = target.closest("[data-early=part] button");
    if (!button) return;
    button.dataset.pressed = "";
    // The click comes right after the release.
    const release = () => setTimeout(() => delete button.dataset.pressed);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release, { capture: true, once: true });
  }, true);
  listen("keydown", (event) => {
    const button = document.querySelector("[data-early-key]");
    if (button?.dataset.earlyKey !== event.key || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    note(button);
  });
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ("keys" in root.dataset || event.isComposing || !document.querySelector("[data-early-key]")) return;
    const command = event.ctrlKey || event.metaKey;
    const isSign = /^[!-\/:-@]$/.test(key);
    const held = [command && "Control", event.altKey && "Alt", event.shiftKey && !isSign && "Shift"];
    const pressed = [...held, key.length > 1 ? key : key.toLowerCase()].filter(Boolean).join("+");
    const isText = isSign && !command && target.closest("input, textarea, select");
    if (event.defaultPrevented || isText || target.closest("dialog") || !keys.includes(pressed)) return;
    event.preventDefault();
    root.dataset.pressedKey = pressed;
  });
  listen("close", forget);
})();"#;

/// Does the click that was noted before the page was hydrated, if there is one.
pub(crate) fn replay_click() {
    if let Some(button) = find_button("[data-early][aria-busy]") {
        // It fails only for an invalid name.
        let _ = button.remove_attribute("aria-busy");
        button.click();
    }
}

/// Does the click that was noted in a part, if there is one, as soon as the part is shown with its code.
///
/// Called when the code is loaded, before a part is shown.
pub(crate) fn replay_click_in_part() {
    let Some(noted) = noted_in_part() else {
        return;
    };
    let frame = noted.closest("[data-early=part]").ok().flatten();
    let Some(around) = frame.and_then(|frame| frame.parent_element()) else {
        return;
    };
    let name = name(&noted);
    request_animation_frame(move || {
        let Ok(buttons) = around.query_selector_all("button") else {
            return;
        };
        let buttons = (0..buttons.length()).filter_map(|index| buttons.get(index));
        let mut buttons = buttons.filter_map(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(button) = buttons.find(|button| self::name(button) == name) {
            // It fails only if the button has left the page.
            let _ = button.focus();
            button.click();
        }
    });
}

/// Returns the key of the whole page that was noted, as `aria-keyshortcuts` names it, and ends the noting of keys.
pub(crate) fn take_key() -> Option<String> {
    let root = document().document_element()?;
    let key = root.get_attribute("data-pressed-key");
    // They fail only for an invalid name.
    let _ = root.remove_attribute("data-pressed-key");
    let _ = root.set_attribute("data-keys", "");
    key
}

/// Returns whether a button of a part is held down. There is no click if the button leaves the page meanwhile.
pub(crate) fn is_pressed() -> bool {
    find_button("[data-early=part] [data-pressed]").is_some()
}

/// Returns whether a click in a part waits for the part's code.
pub(crate) fn is_click_noted() -> bool {
    noted_in_part().is_some()
}

/// Forgets the click in a part: its code could not be loaded, and the person is told to try again.
pub(crate) fn forget_click() {
    if let Some(button) = noted_in_part() {
        // It fails only for an invalid name.
        let _ = button.remove_attribute("aria-busy");
    }
}

fn noted_in_part() -> Option<HtmlElement> {
    find_button("[data-early=part] [aria-busy]")
}

fn find_button(selector: &str) -> Option<HtmlElement> {
    let button = document().query_selector(selector).ok().flatten();
    button.and_then(|button| button.dyn_into().ok())
}

/// Returns what tells a button of a part from the others. Without spaces: the server writes one in place of an empty text.
fn name(button: &Element) -> Option<String> {
    let label = button.get_attribute("aria-label");
    let name = label.or_else(|| button.text_content())?;
    Some(name.split_whitespace().collect())
}
