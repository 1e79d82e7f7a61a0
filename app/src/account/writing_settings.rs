//! Settings of this device for writing messages.

use crate::{
    chat::use_chat,
    kit::{
        radio::{RadioCard, RadioGroup},
        saving::Saving,
    },
    room::composer::send_key::SendKey,
};
use leptos::prelude::*;

/// Choice of the key that sends. It applies at once, and to this device alone.
#[component]
pub(crate) fn WritingSettings() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let chosen = SendKey::of_device(chat);
    let card = move |key: SendKey, label, hint| {
        let choose = move || {
            key.choose(chat);
            saving.done();
        };
        view! { <RadioCard name="send-key" label hint checked=chosen == key choose=Box::new(choose)>""</RadioCard> }
            .into_any()
    };
    view! {
        <RadioGroup legend="Send messages with" sign=saving>
            {card(SendKey::Enter, "Enter", "Shift+Enter starts a new line.")}
            {card(
                SendKey::CtrlEnter,
                "Ctrl+Enter or the Send button",
                "Enter starts a new line. On a Mac, ⌘+Enter sends too.",
            )}
        </RadioGroup>
    }
}
