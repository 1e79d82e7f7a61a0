//! The event of a field whose value the program has changed.

use web_sys::{Event, EventTarget};

/// Sends the `input` event that typing sends, so that the field's listeners see its new value.
pub(crate) fn send_input(field: &EventTarget) {
    if let Ok(event) = Event::new("input") {
        event.init_event_with_bubbles("input", true);
        // No listener cancels it.
        let _ = field.dispatch_event(&event);
    }
}
