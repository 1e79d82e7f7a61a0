//! The field with which a person picks files to attach. The composer renders it.

use leptos::prelude::*;
use protocol::Conversation;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The field that picks files.
pub(super) const PICKER: &str = ".composer-attach > input";
/// The thread panel, which has a picker of its own.
pub(super) const THREAD: &str = ".thread";

/// Returns the field that picks files for a conversation.
pub(super) fn find_picker(conversation: Conversation) -> Option<HtmlInputElement> {
    let panel = if conversation.thread.is_some() {
        THREAD
    } else {
        ".room"
    };
    let picker = document().query_selector(&format!("{panel} {PICKER}"));
    picker.ok().flatten()?.dyn_into().ok()
}

/// Returns whether files are picked for a conversation and not attached yet: the code that attaches them is loaded later.
pub(crate) fn has_picked(conversation: Conversation) -> bool {
    let files = find_picker(conversation).and_then(|picker| picker.files());
    files.is_some_and(|files| files.length() > 0)
}

/// Opens the browser's dialog that picks files.
pub(super) fn open_picker(conversation: Conversation) {
    if let Some(picker) = find_picker(conversation) {
        picker.click();
    }
}
