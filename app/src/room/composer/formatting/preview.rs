//! Preview of what is being written.

use crate::{
    browser::listen,
    chat::use_chat,
    erased::effect,
    kit::{close_button::CloseButton, input_event::pressed_key},
    room::{
        code::highlight_code,
        composer::{content::trim_body, draft::ComposerDraft},
    },
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::Conversation;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// What is being written as it will look, above the composer. It closes once the text is sent.
#[component]
pub(super) fn Preview(
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    draft: ComposerDraft,
    open: RwSignal<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let written = RwSignal::new(draft.text());
    let shown = NodeRef::<html::Div>::new();
    effect(move || {
        let Some(field) = textarea.get() else { return };
        let typed = field.clone();
        listen(&field, "input", move |_| written.set(typed.value()));
        listen(&field, "keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if pressed_key(event) == "Escape" {
                event.stop_propagation();
                event.prevent_default();
                open.set(false);
            }
        });
    });
    Effect::new(move |before: Option<bool>| {
        // Another device may have changed it, or it was sent.
        let empty = draft.chars.get() == 0;
        written.set(draft.text());
        if empty && before == Some(false) {
            open.set(false);
        }
        empty
    });
    effect(move || {
        let body = written.with(|it| chat.encode(conversation.room, trim_body(it)));
        let html =
            chat.peek(|client| markdown::render(&body, &client.state, crate::kit::emoji::lookup()));
        if let Some(shown) = shown.get() {
            shown.set_inner_html(&html);
            highlight_code(&shown);
        }
    });
    let nothing = move || match written.with(|it| it.trim().is_empty()) {
        true => text().composer_preview_empty(),
        false => "",
    };
    view! {
        <section class="composer-preview" aria-label=text().composer_preview()>
            <header class="composer-preview-header">
                <h3>{text().composer_preview()}</h3>
                <CloseButton name=text().composer_preview_close() close=move |_| open.set(false) />
            </header>
            <div class="message-body" dir="auto"><div class="rich" node_ref=shown></div></div>
            <p class="composer-preview-nothing">{nothing}</p>
        </section>
    }
}
