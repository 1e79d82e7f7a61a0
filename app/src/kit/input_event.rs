//! Events of fields: the keys that are pressed, and values that the program changes.

use web_sys::{Event, EventTarget, KeyboardEvent};

/// Code of a key that an input method has handled.
const HANDLED_BY_INPUT_METHOD: u32 = 229;

/// Returns the name of a key, or `Process` if it belongs to an input method: while a word in Chinese, Japanese or Korean is
/// composed, Enter, Escape and the arrow keys choose and confirm it, and must do nothing else.
///
/// Every listener to keys of a field uses this instead of `event.key()`.
pub(crate) fn pressed_key(event: &KeyboardEvent) -> String {
    // Safari ends the composition before it sends the Enter that has confirmed it: only the code tells.
    if event.is_composing() || event.key_code() == HANDLED_BY_INPUT_METHOD {
        "Process".to_owned()
    } else {
        event.key()
    }
}

/// Returns whether a key is pressed together with one that makes it a command of the browser or the system.
pub(crate) fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Sends the `input` event that typing sends, so that the field's listeners see its new value.
pub(crate) fn send_input(field: &EventTarget) {
    if let Ok(event) = Event::new("input") {
        event.init_event_with_bubbles("input", true);
        // No listener cancels it.
        let _ = field.dispatch_event(&event);
    }
}
