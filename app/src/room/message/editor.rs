//! Form that edits a message in its place.

use super::tools::use_tools;
use crate::{
    chat::{Chat, use_chat},
    erased::{effect, memo},
    kit::input_event::pressed_key,
    later::lazy,
    room::{
        completion::Completion,
        composer::{
            content::{excess, trim_body},
            field::focus_composer,
            send_key::SendKey,
        },
        text_field::fit,
    },
};
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    html,
    prelude::*,
};
use locale::text;
use markdown::decode;
use protocol::{Conversation, MessageId, RoomId, limits};

/// Returns the key under which the browser stores an unsaved edit, so that a reload does not lose it.
pub(super) fn storage_key(chat: Chat, id: MessageId) -> String {
    format!("{}{id}", storage_prefix(chat))
}

fn storage_prefix(chat: Chat) -> String {
    format!("edit:{}:", chat.me())
}

/// Opens the editor again if the page was left with an unsaved edit, as soon as the conversation shows the message.
pub(super) fn use_unsaved_edit(conversation: Conversation) {
    let chat = use_chat();
    let tools = use_tools();
    let prefix = storage_prefix(chat);
    let keys = chat.browser.get().stored_keys(&prefix);
    let ids = keys
        .iter()
        .filter_map(|key| key[prefix.len()..].parse().ok());
    let unsaved: Vec<MessageId> = ids.collect();
    if unsaved.is_empty() {
        return;
    }
    let editable = memo(move || {
        chat.look(|client| {
            let messages = client.state.timeline(conversation)?.messages();
            let mut own = messages.filter(|message| message.author == client.state.me.id);
            own.find(|message| !message.deleted && unsaved.contains(&message.id))
                .map(|message| message.id)
        })
    });
    effect(move || {
        if let Some(id) = editable.get()
            && tools.editing.get_untracked().is_none()
        {
            tools.editing.set(Some(id));
        }
    });
}

lazy!(pub(crate) fn message_editor = MessageEditor(room: RoomId, id: MessageId, body: String));

/// Edits a message. What is typed is kept in the browser's storage until it is saved or cancelled.
#[component]
pub(crate) fn MessageEditor(room: RoomId, id: MessageId, body: String) -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let key = StoredValue::new(storage_key(chat, id));
    let textarea = NodeRef::<html::Textarea>::new();
    let chars = RwSignal::new(0);
    let problem = move || excess(chars.get());
    let savable = move || chars.get() <= limits::MESSAGE_CHARS;
    let store = move |text: &str| key.with_value(|key| chat.browser.get().store(key, text));
    let body = chat.peek(|client| decode(&body, &client.state.spellings(room)));
    let unsaved = key.with_value(|key| chat.browser.get().stored(key));
    let original = StoredValue::new(body.clone());
    let initial = unsaved.unwrap_or(body);
    chars.set(initial.chars().count());
    effect(move || {
        if let Some(textarea) = textarea.get() {
            textarea.set_value(&initial);
            fit(&textarea);
            let _ = textarea.focus();
            let end = textarea.value().encode_utf16().count() as u32;
            let _ = textarea.set_selection_range(end, end);
        }
    });
    let on_input = move |_| {
        if let Some(textarea) = textarea.get_untracked() {
            let text = textarea.value();
            chars.set(text.chars().count());
            store(&text);
            fit(&textarea);
        }
    };
    let close = move || {
        store("");
        tools.editing.set(None);
        if let Some(editor) = textarea.get_untracked() {
            let in_thread = editor.closest(".thread").is_ok_and(|it| it.is_some());
            request_animation_frame(move || focus_composer(in_thread));
        }
    };
    let save = move || {
        let Some(textarea) = textarea.get_untracked() else {
            return;
        };
        let text = textarea.value();
        let text = trim_body(&text);
        if text.trim().is_empty() {
            // An emptied message is probably to be deleted. Cancelling that comes back to this form.
            tools.open(tools.deleting, id);
            return;
        }
        if !savable() {
            return;
        }
        if original.with_value(|original| original != text) {
            chat.edit(room, id, text);
        }
        close();
    };
    let on_key = move |event: KeyboardEvent| {
        if SendKey::of_device(chat).is_pressed(&event) {
            event.prevent_default();
            save();
        } else if pressed_key(&event) == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <form class="editor" on:submit=on_submit>
            <textarea
                class="editor-text"
                node_ref=textarea
                rows="1"
                dir="auto"
                aria-label=text().message_edit()
                on:input=on_input
                on:keydown=on_key
            ></textarea>
            <Completion room textarea id="editor-completion" />
            <p class="editor-problem" role="alert">{move || problem().unwrap_or_default()}</p>
            <div class="editor-actions">
                <button class="button" type="button" on:click=move |_| close()>{text().cancel()}</button>
                <button class="button button-primary" disabled=move || !savable()>{text().save()}</button>
            </div>
        </form>
    }
}
