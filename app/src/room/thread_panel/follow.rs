//! Following the thread that is open.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, memo},
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{Conversation, FollowState, MessageId};

/// Loads whether the person follows the thread, unless it is known.
pub(super) fn use_follow(chat: Chat, conversation: Conversation) {
    let Some(root) = conversation.thread else {
        return;
    };
    let unknown =
        memo(move || chat.look(|client| client.is_live() && client.state.follow(root).is_none()));
    effect(move || {
        if !unknown.get() {
            return;
        }
        spawn_local(async move {
            let path = || api::follow(conversation.room, root);
            while let Ok(found) = api::get::<FollowState>(chat.browser, path()).await {
                let fresh = chat
                    .client
                    .try_update(|client| client.state.load_follow(found));
                if fresh != Some(false) {
                    return;
                }
            }
        });
    });
}

/// Button that follows and unfollows the thread.
#[component]
pub(super) fn FollowButton(root: MessageId) -> impl IntoView {
    let chat = use_chat();
    let follows = memo(move || chat.look(|client| client.follows(root)));
    let on = move || follows.get() == Some(true);
    let toggle = move |_| {
        let on = follows.get_untracked() == Some(true);
        chat.act(|client| client.follow(root, !on));
    };
    let label = move || {
        if on() {
            text().thread_unfollow()
        } else {
            text().thread_follow()
        }
    };
    view! {
        <button
            class="button-link thread-follow"
            class:is-unknown=move || follows.get().is_none()
            type="button"
            title=text().thread_follow_hint()
            on:click=toggle
        >
            {move || label().to_owned()}
        </button>
    }
}
