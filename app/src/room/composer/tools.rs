//! Tools of a composer, which are loaded after the first screen.

use super::{
    anywhere::use_typing_anywhere, draft::ComposerDraft, formatting::FormatBar,
    open_composers::use_open_composer,
};
use crate::{
    browser::listen,
    chat::use_chat,
    erased::effect,
    kit::{
        emoji_picker::ChooseEmoji,
        emoji_popover::EmojiPopover,
        icon::{Glyph, Icon},
        input_event::pressed_key,
        place::Place,
    },
    later::lazy,
    room::{
        completion::Completion, files::VoiceNote, message::tools::use_tools, send_later::SendLater,
        text_field::insert,
    },
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::Conversation;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

lazy!(pub(crate) fn composer_tools = ComposerTools(conversation: Conversation, textarea: NodeRef<html::Textarea>, draft: ComposerDraft));

/// Emoji picker, formatting, schedule button and completion of what is typed.
#[component]
pub(crate) fn ComposerTools(
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    draft: ComposerDraft,
) -> impl IntoView {
    // A page may show a room and one of its threads.
    let id = match conversation.thread {
        Some(_) => "completion-in-thread",
        None => "completion",
    };
    let open = RwSignal::new(false);
    let choose: ChooseEmoji = Arc::new(move |emoji| {
        open.set(false);
        let emoji = emoji.to_owned();
        // Waits a frame: the picker gives the focus back first.
        request_animation_frame(move || {
            if let Some(textarea) = textarea.try_get_untracked().flatten() {
                insert(&textarea, &emoji);
            }
        });
    });
    use_edit_last(conversation, textarea);
    use_open_composer(conversation, textarea, draft);
    use_typing_anywhere(conversation, textarea);
    let chars = draft.chars;
    let button = NodeRef::<html::Button>::new();
    let beside = Box::new(move || button.get_untracked().map(|it| Place::of(&it)));
    view! {
        <button
            class="composer-tool"
            node_ref=button
            type="button"
            aria-label=text().composer_emoji()
            title=text().composer_emoji()
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::SMILE />
        </button>
        <FormatBar conversation textarea draft />
        <span class="composer-gap"></span>
        <VoiceNote conversation />
        <SendLater conversation textarea chars />
        <Completion room=conversation.room textarea id />
        <EmojiPopover title=text().composer_emoji() open beside choose />
    }
}

/// Makes the up arrow in an empty composer edit the person's last message.
fn use_edit_last(conversation: Conversation, textarea: NodeRef<html::Textarea>) {
    let chat = use_chat();
    let tools = use_tools();
    effect(move || {
        let Some(textarea) = textarea.get() else {
            return;
        };
        let field = textarea.clone();
        listen(&textarea, "keydown", move |event| {
            let event: KeyboardEvent = event.unchecked_into();
            if pressed_key(&event) != "ArrowUp"
                || event.default_prevented()
                || !field.value().is_empty()
            {
                return;
            }
            let last = chat.peek(|client| client.last_editable(conversation));
            if last.is_some() {
                event.prevent_default();
                tools.editing.set(last);
            }
        });
    });
}
