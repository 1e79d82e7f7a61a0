//! A person's presence as a dot on their avatar.

use crate::{chat::use_chat, erased::memo};
use leptos::prelude::*;
use protocol::{Presence, UserId};

/// The dot. It stands after the avatar.
#[component]
pub(crate) fn PresenceDot(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let word = memo(move || presence_word(chat.look(|client| client.presence_of(user))).to_owned());
    view! {
        <span
            class=move || format!("presence is-{}", word.get())
            role="img"
            aria-label=move || word.get()
            title=move || word.get()
        ></span>
    }
}

/// Returns the word for a presence.
pub(crate) fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Active => "active",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}
