//! The emoji of the workspace: in the picker, and as pictures in place of their names.

use crate::{
    chat::{Chat, use_chat},
    erased::{each, memo, when},
    kit::emoji_picker::ChooseEmoji,
};
use leptos::prelude::*;
use markdown::{Names, emoji_html, escape};
use protocol::CustomEmoji;
use std::{cell::RefCell, sync::Arc};

/// Returns the HTML of an emoji that a reaction or a suggestion names: its picture, or the text itself. Tracks the client
/// only for the name of an emoji of the workspace.
pub(crate) fn picture_or_text(chat: Chat, emoji: &str) -> String {
    let picture = CustomEmoji::typed_name(emoji)
        .and_then(|name| chat.look(|client| Some(emoji_html(name, client.state.emoji(name)?))));
    picture.unwrap_or_else(|| escape(emoji))
}

/// The emoji of the workspace that a query finds, or all of them in the first group.
#[component]
pub(crate) fn CustomEmojiChoice(
    choose: ChooseEmoji,
    query: RwSignal<String>,
    group: RwSignal<usize>,
) -> impl IntoView {
    let chat = use_chat();
    let found = memo(move || {
        let query = query.get();
        let query = query.trim();
        if query.is_empty() && group.get() != 0 {
            return Vec::new();
        }
        chat.look(|client| {
            let names = client.state.emoji.iter().map(|emoji| &emoji.name);
            let found = names.filter(|name| name.contains(query));
            found.cloned().collect::<Vec<String>>()
        })
    });
    let button = move |name: String| {
        let typed = CustomEmoji::typed(&name);
        let html = picture_or_text(chat, &typed);
        let choose = Arc::clone(&choose);
        let choose = move |_| choose(interned(&name));
        view! {
            <button class="emoji" type="button" aria-label=typed.clone() title=typed inner_html=html on:click=choose></button>
        }
        .into_any()
    };
    let list = move || {
        let button = button.clone();
        view! {
            <div class="emoji-of-workspace" role="group" aria-label="Emoji of this workspace">
                {each(move || found.get(), button)}
            </div>
        }
        .into_any()
    };
    when(move || !found.read().is_empty(), list)
}

thread_local! {
    static CHOSEN: RefCell<Vec<&'static str>> = RefCell::default();
}

/// Returns the typed name of an emoji for the rest of the page's life. Those that are chosen are few, and each is kept once.
fn interned(name: &str) -> &'static str {
    let typed = CustomEmoji::typed(name);
    CHOSEN.with_borrow_mut(|chosen| {
        if let Some(known) = chosen.iter().find(|known| **known == typed) {
            return *known;
        }
        let typed: &'static str = Box::leak(typed.into_boxed_str());
        chosen.push(typed);
        typed
    })
}
