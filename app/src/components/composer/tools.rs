use crate::{
    components::{
        completion::{Completion, insert},
        dialog::Dialog,
        emoji_picker::{Choose, EmojiPicker},
        icon::{Glyph, Icon},
        send_later::SendLater,
    },
    erased::{handler, part},
    model::Conversation,
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// What helps to write: suggestions while one types, and emoji to choose from.
#[component]
pub(in crate::components) fn ComposerTools(
    at: Conversation,
    textarea: NodeRef<html::Textarea>,
    chars: RwSignal<usize>,
) -> impl IntoView {
    // A page may show a room and one of its threads.
    let id = match at.thread {
        Some(_) => "completion-in-thread",
        None => "completion",
    };
    let open = RwSignal::new(false);
    let choose: Choose = Arc::new(move |emoji| {
        open.set(false);
        // A frame later the dialog has given the focus back.
        request_animation_frame(move || {
            if let Some(textarea) = textarea.try_get_untracked().flatten() {
                insert(&textarea, emoji);
            }
        });
    });
    let picker = move || {
        let choose = Arc::clone(&choose);
        part! { <EmojiPicker choose /> }
    };
    part! {
        <button
            class="composer-tool"
            type="button"
            aria-label="Insert emoji"
            title="Insert emoji"
            on:click=handler(move |_| open.set(true))
        >
            <Icon glyph=|| Glyph::Smile />
        </button>
        <SendLater at textarea chars />
        <Completion room=at.room textarea id />
        <Dialog title="Insert emoji" open content=picker />
    }
}
