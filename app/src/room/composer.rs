mod draft;
mod note;
mod tools;

use crate::{
    chat::use_chat,
    erased::{effect, handler, memo, part},
    kit::icon::{Glyph, Icon},
    later::{Later, soon},
};
use draft::ComposerDraft;
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html,
    prelude::*,
};
pub(crate) use note::{ComposerNote, excess};
use protocol::{Conversation, Timestamp, limits};
pub(crate) use tools::ComposerTools;

/// While a person types, the others are told this often at most, in milliseconds.
const TYPING_EVERY_MS: i64 = 3_000;

/// Where messages are written. The text is kept in the browser with every keystroke until it is sent, and goes with the
/// person to their other devices.
#[component]
pub(crate) fn Composer(
    at: Conversation,
    /// Of the room.
    name: Memo<String>,
) -> impl IntoView {
    let chat = use_chat();
    let textarea = NodeRef::<html::Textarea>::new();
    let draft = ComposerDraft::new(chat, at);
    let chars = draft.chars;
    let label = if at.thread.is_some() {
        "Reply"
    } else {
        "Message"
    };
    let shut = memo(move || chat.shut(at));
    let is_shut = move || !shut.get().is_empty();
    let typed_at = StoredValue::new(Timestamp(0));
    let too_long = move || chars.get() > limits::MESSAGE_CHARS;

    effect(move || {
        let Some(textarea) = textarea.get() else {
            return;
        };
        // What was typed before the page came alive goes on from the draft; a browser that reloads fills the draft in.
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
    let on_input = handler(move |_| {
        let Some(textarea) = textarea.get_untracked() else {
            return;
        };
        let text = textarea.value();
        draft.typed(text.clone());
        fit(&textarea);
        let now = chat.browser.get().now();
        if !text.is_empty() && now.millis() - typed_at.get_value().millis() >= TYPING_EVERY_MS {
            typed_at.set_value(now);
            chat.act(|client| client.notify_typing(at));
        }
    });
    let has_files = memo(move || chat.look(|client| client.has_uploads(at)));
    let is_uploading = memo(move || chat.look(|client| client.is_uploading(at)));
    let send = move || {
        let Some(textarea) = textarea.get_untracked() else {
            return;
        };
        let text = textarea.value();
        let body = as_sent(&text);
        if !shut.get_untracked().is_empty()
            || is_uploading.get_untracked()
            || (body.trim().is_empty() && !has_files.get_untracked())
            || body.chars().count() > limits::MESSAGE_CHARS
        {
            return;
        }
        chat.send(at, body);
        textarea.set_value("");
        draft.sent();
        fit(&textarea);
        typed_at.set_value(Timestamp(0));
        let _ = textarea.focus();
    };
    let on_key = handler(move |event: KeyboardEvent| {
        // Enter also confirms a word while composing Chinese, Japanese or Korean: that one is not ours.
        if event.key() == "Enter"
            && !event.shift_key()
            && !event.is_composing()
            && event.key_code() != 229
        {
            event.prevent_default();
            send();
        }
    });
    let on_submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        send();
    });
    part! {
        <form class="composer" class:is-too-long=move || too_long() on:submit=on_submit>
            <AttachButton disabled=is_shut />
            <textarea class="composer-text" node_ref=textarea rows="1" dir="auto" aria-label=label enterkeyhint="send"
                placeholder=move || format!("{label} {}", name.get()) readonly=is_shut
                on:input=on_input on:keydown=on_key></textarea>
            <span class="composer-tools">{soon(Later::ComposerTools(at, textarea, chars), false)}</span>
            <button class="composer-send" aria-label="Send" disabled=move || {
                (chars.get() == 0 && !has_files.get()) || is_uploading.get() || too_long() || is_shut()
            }>
                <Icon glyph=|| Glyph::SEND />
            </button>
        </form>
        <div class="composer-note">
            <p>{move || shut.get().to_owned()}</p>
            {soon(Later::ComposerNote(chars), false)}
        </div>
    }
}

/// Where files are picked; what becomes of them is drawn later.
#[component]
fn AttachButton(disabled: impl Fn() -> bool + Send + Sync + 'static) -> impl IntoView {
    part! {
        <label class="composer-attach" title="Attach files">
            <input type="file" multiple aria-label="Attach files" disabled=disabled />
            <Icon glyph=|| Glyph::ATTACH />
        </label>
    }
}

/// A text without the space around it that says nothing.
pub(crate) fn as_sent(text: &str) -> &str {
    text.trim_end().trim_start_matches(['\n', '\r'])
}

/// Lets the field grow with its text, up to the height that the stylesheet allows.
pub(crate) fn fit(textarea: &web_sys::HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(textarea);
    // Setting a height fails in no browser; if it did, the field would keep its size and scroll.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", textarea.scroll_height()));
}

/// On a touch screen the focus would bring up the keyboard over half of the room.
pub(crate) fn has_keyboard() -> bool {
    window()
        .match_media("(pointer: fine)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
