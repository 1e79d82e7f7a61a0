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
use locale::text;

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
        <RadioGroup legend=text().send_with() sign=saving>
            {card(SendKey::Enter, text().send_with_enter(), text().send_with_enter_hint())}
            {card(
                SendKey::CtrlEnter,
                text().send_with_ctrl_enter(),
                text().send_with_ctrl_enter_hint(),
            )}
        </RadioGroup>
    }
}
