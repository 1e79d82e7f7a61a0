//! Keys of the whole page that do the actions of the workspace.

use super::{ActionRunner, WorkspaceAction, all};
use crate::{browser::closest, early::take_key};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::KeyboardEvent;

/// Fields that take letters as text.
const FIELDS: &str = "input, textarea, select, [contenteditable]";
/// Parts of the page that use the arrow keys also together with Alt.
const LISTS: &str =
    "select, [role='combobox'], [role='menu'], [role='listbox'], [role='radiogroup'], video, audio";

/// Listens to the keys until the reactive owner is disposed. What a part of the page uses itself does not come here: the
/// part stops the event before.
pub(crate) fn use_action_keys() {
    let runner = ActionRunner::get();
    let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if let Some(action) = action_of(&event) {
            event.prevent_default();
            // Otherwise a sign that is typed beside a field goes to the composer.
            event.stop_propagation();
            runner.run(action);
        }
    });
    let function = pressed.as_ref().unchecked_ref();
    // It never fails for an existing event name.
    let _ = document().add_event_listener_with_callback("keydown", function);
    let listener = StoredValue::new_local(pressed);
    let early = take_key();
    if let Some(action) = all().find(|action| is_key_of(*action, early.as_deref())) {
        runner.run(action);
    }
    on_cleanup(move || {
        listener.with_value(|pressed| {
            let function = pressed.as_ref().unchecked_ref();
            let _ = document().remove_event_listener_with_callback("keydown", function);
        });
    });
}

/// Returns whether a key, as `aria-keyshortcuts` names it, does the action.
fn is_key_of(action: WorkspaceAction, key: Option<&str>) -> bool {
    let mut keys = action.keys().iter();
    keys.any(|own| Some(own.aria().as_str()) == key)
}

/// Returns the action of a key. The key of the palette is listened to by the first screen.
fn action_of(event: &KeyboardEvent) -> Option<WorkspaceAction> {
    let is_taken = |parts| closest(event.target(), parts).is_some();
    if event.default_prevented() || is_taken("dialog") {
        return None;
    }
    let (action, key) = all()
        .filter(|action| *action != WorkspaceAction::Jump)
        .find_map(|action| {
            let mut keys = action.keys().iter();
            keys.find(|key| key.is_pressed(event))
                .map(|key| (action, key))
        })?;
    let taken = if key.is_text() { FIELDS } else { LISTS };
    (!is_taken(taken)).then_some(action)
}
