//! Following the thread that is open.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, handler, memo, part, spawn},
};
use leptos::prelude::*;
use protocol::{Conversation, FollowState, MessageId};

/// Loads whether the person follows the thread, unless it is known.
pub(super) fn use_follow(chat: Chat, at: Conversation) {
    let Some(root) = at.thread else { return };
    let unknown =
        memo(move || chat.look(|client| client.is_live() && client.state.follow(root).is_none()));
    effect(move || {
        if !unknown.get() {
            return;
        }
        spawn(async move {
            let path = || api::follow(at.room, root);
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
    let toggle = handler(move |_| {
        let on = follows.get_untracked() == Some(true);
        chat.act(|client| client.follow(root, !on));
    });
    let label = move || if on() { "Unfollow" } else { "Follow" };
    part! {
        <button
            class="button-link thread-follow"
            class:is-unknown=move || follows.get().is_none()
            type="button"
            title="Replies in threads that you follow count as unread"
            on:click=toggle
        >
            {move || label().to_owned()}
        </button>
    }
}
