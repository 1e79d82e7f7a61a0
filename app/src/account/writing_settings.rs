//! Settings of this device for writing messages.

use crate::{chat::use_chat, room::composer::send_key::SendKey};
use leptos::prelude::*;

/// Choice of the key that sends. It applies at once, and to this device alone.
#[component]
pub(crate) fn WritingSettings() -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend class="field-label">"Send messages with"</legend>
            <SendKeyChoice key=SendKey::Enter label="Enter" hint="Shift+Enter starts a new line." />
            <SendKeyChoice
                key=SendKey::CtrlEnter
                label="Ctrl+Enter or the Send button"
                hint="Enter starts a new line. On a Mac, ⌘+Enter sends too."
            />
            <p class="field-hint">"This applies to this device only."</p>
        </fieldset>
    }
}

#[component]
fn SendKeyChoice(key: SendKey, label: &'static str, hint: &'static str) -> impl IntoView {
    let chat = use_chat();
    view! {
        <label class="choice">
            <input
                type="radio"
                name="send-key"
                aria-label=label
                checked=SendKey::of_device(chat) == key
                on:change=move |_| key.choose(chat)
            />
            <span class="choice-text">
                <strong>{label}</strong>
                <span class="field-hint">{hint}</span>
            </span>
        </label>
    }
}
