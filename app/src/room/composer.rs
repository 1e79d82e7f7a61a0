//! Form in which messages and replies are written.

use crate::{
    chat::use_chat,
    erased::{effect, memo},
    kit::icon::{Glyph, Icon},
    later::soon,
    room::composer::{note::composer_note, tools::composer_tools},
};
mod anywhere;
pub(crate) mod content;
mod draft;
pub(crate) mod field;
mod formatting;
mod markup;
pub(crate) mod note;
pub(crate) mod open_composers;
pub(crate) mod send_key;
pub(crate) mod tools;

pub(crate) use draft::{stored_draft, tell_left};

use super::{
    files::has_picked,
    text_field::{clear, fit},
};
use content::{content_chars, is_sendable, trim_body};
use draft::ComposerDraft;
use field::has_keyboard;
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html,
    prelude::*,
};
use locale::text;
use protocol::{Conversation, Timestamp, limits};
use send_key::SendKey;

/// Shortest time between two typing signals, in milliseconds.
const TYPING_EVERY_MS: i64 = 3_000;

/// Composer of a room or a thread. The text is kept in the browser's storage with every keystroke until it is sent, and
/// is synchronised to the person's other devices.
#[component]
pub(crate) fn Composer(
    conversation: Conversation,
    /// The room's name. A thread has none.
    #[prop(optional)]
    name: Option<Memo<String>>,
) -> impl IntoView {
    let chat = use_chat();
    let textarea = NodeRef::<html::Textarea>::new();
    let draft = ComposerDraft::new(chat, conversation);
    let chars = draft.chars;
    let label = match conversation.thread {
        Some(_) => text().composer_reply(),
        None => text().composer_message(),
    };
    let placeholder = move || match name {
        Some(name) => text().composer_message_to(&name.get()),
        None => text().composer_reply_here().to_owned(),
    };
    let read_only = memo(move || chat.read_only_reason(conversation));
    let is_read_only = move || read_only.get().is_some();
    let signalled_at = StoredValue::new(Timestamp(0));
    let too_long = move || chars.get() > limits::MESSAGE_CHARS;

    effect(move || {
        let Some(textarea) = textarea.get() else {
            return;
        };
        // What was typed before hydration continues the draft. A browser that reloads the page may fill in the draft itself.
        let typed = textarea.value();
        let kept = draft.text();
        if !typed.is_empty() && !typed.starts_with(&kept) {
            draft.typed(kept + &typed);
        } else if typed.len() > kept.len() {
            draft.typed(typed);
        }
        textarea.set_value(&draft.text());
        fit(&textarea);
        if has_keyboard() {
            let _ = textarea.focus();
        }
    });
    draft.follow(move |text| {
        if let Some(textarea) = textarea.get_untracked() {
            textarea.set_value(text);
            fit(&textarea);
        }
    });
    let on_input = move |_| {
        let Some(textarea) = textarea.get_untracked() else {
            return;
        };
        let text = textarea.value();
        draft.typed(text.clone());
        fit(&textarea);
        let now = chat.browser.get().now();
        if !text.is_empty() && now.millis() - signalled_at.get_value().millis() >= TYPING_EVERY_MS {
            signalled_at.set_value(now);
            chat.act(|client| client.notify_typing(conversation));
        }
    };
    let sendable = memo(move || is_sendable(chat, conversation, chars.get()));
    let send = move || {
        let Some(textarea) = textarea.get_untracked() else {
            return;
        };
        let text = textarea.value();
        let body = trim_body(&text);
        if !untrack(|| is_sendable(chat, conversation, content_chars(body))) {
            return;
        }
        if has_picked(conversation) || chat.peek(|client| client.is_uploading(conversation)) {
            let typed = text.clone();
            chat.act(|client| {
                client.wait_for_uploads(conversation, typed);
                Vec::new()
            });
            return;
        }
        chat.send(conversation, body);
        clear(&textarea);
        draft.sent();
        signalled_at.set_value(Timestamp(0));
    };
    let on_key = move |event: KeyboardEvent| {
        if SendKey::of_device(chat).is_pressed(&event) {
            event.prevent_default();
            send();
        }
    };
    let on_focus = move |_| {
        if let Some(textarea) = textarea.get_untracked() {
            let hint = SendKey::of_device(chat).hint();
            // It never fails for a valid name.
            let _ = textarea.set_attribute("enterkeyhint", hint);
        }
    };
    let on_composed = move |_| {
        if let Some(textarea) = textarea.get_untracked() {
            draft.composed(textarea.value());
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="composer" class:is-too-long=too_long on:submit=on_submit>
            <textarea class="composer-text" node_ref=textarea rows="1" dir="auto" aria-label=label
                placeholder=placeholder readonly=is_read_only
                on:input=on_input on:keydown=on_key on:focus=on_focus
                on:compositionstart=move |_| draft.composing() on:compositionend=on_composed></textarea>
            <div class="composer-row">
                <AttachButton disabled=is_read_only />
                <span class="composer-tools">{soon(composer_tools(conversation, textarea, draft), false)}</span>
                <button class="composer-send" aria-label=text().composer_send() disabled=move || !sendable.get()>
                    <Icon glyph=Glyph::SEND />
                </button>
            </div>
        </form>
        <div class="composer-note">
            <p>{move || read_only.get().unwrap_or_default().to_owned()}</p>
            {soon(composer_note(chars), false)}
        </div>
    }
}

/// Button that picks files. Code that is loaded later listens to it (`files.rs`).
#[component]
fn AttachButton(disabled: impl Fn() -> bool + Send + Sync + 'static) -> impl IntoView {
    view! {
        <label class="composer-attach" title=text().composer_attach()>
            <input type="file" multiple aria-label=text().composer_attach() disabled=disabled />
            <Icon glyph=Glyph::ATTACH />
        </label>
    }
}
