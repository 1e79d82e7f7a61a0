//! Typing and pasting anywhere on the page reaches the composer.

use crate::{
    browser::{closest, use_window_event},
    kit::input_event::pressed_key,
    room::text_field::insert,
};
use leptos::{ev, html, prelude::*};
use protocol::Conversation;
use web_sys::{EventTarget, HtmlTextAreaElement, KeyboardEvent};

/// Parts of the page that use keys themselves.
const ELSEWHERE: &str = "input, textarea, select, [contenteditable], dialog, video, audio, \
    [role='menu'], [role='listbox'], [role='combobox'], [role='radiogroup']";

/// Moves the focus to a composer when the person types or pastes where nothing else takes it. In a thread it is the thread's.
pub(super) fn use_typing_anywhere(conversation: Conversation, textarea: NodeRef<html::Textarea>) {
    let field = move |target: Option<EventTarget>| {
        let field = textarea.try_get_untracked().flatten()?;
        takes(conversation, &field, target).then_some(field)
    };
    use_window_event(ev::keydown, move |event| {
        if is_text(&event)
            && !event.default_prevented()
            && let Some(field) = field(event.target())
        {
            // The browser types the character into what has the focus by then.
            let _ = field.focus();
        }
    });
    use_window_event(ev::paste, move |event| {
        let text = event.clipboard_data();
        let text = text.and_then(|data| data.get_data("text/plain").ok());
        let text = text.filter(|text| !text.is_empty() && !event.default_prevented());
        if let (Some(field), Some(text)) = (field(event.target()), text) {
            event.prevent_default();
            insert(&field, &text);
        }
    });
}

/// Returns whether a key types a character. The space bar scrolls and presses buttons.
fn is_text(event: &KeyboardEvent) -> bool {
    let key = pressed_key(event);
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    !modified && key != " " && key.chars().count() == 1
}

/// Returns whether a field takes what is typed at another place.
fn takes(
    conversation: Conversation,
    field: &HtmlTextAreaElement,
    target: Option<EventTarget>,
) -> bool {
    let open_dialog = document().query_selector("dialog[open]").ok().flatten();
    if field.read_only() || open_dialog.is_some() || closest(target.clone(), ELSEWHERE).is_some() {
        return false;
    }
    let in_thread = closest(target, ".thread").is_some();
    // On a phone the thread covers the room.
    let covered = |selector| document().query_selector(selector).ok().flatten().is_some();
    in_thread == conversation.thread.is_some()
        || conversation.thread.is_some()
            && covered("[inert] .room .composer, .room[inert] .composer")
}
