//! A person's presence as a dot on their avatar.

use crate::{chat::use_chat, erased::memo};
use leptos::prelude::*;
use locale::text;
use protocol::{Presence, UserId};

/// The dot. It stands after the avatar.
#[component]
pub(crate) fn PresenceDot(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let presence = memo(move || chat.look(|client| client.presence_of(user)));
    let name = move || presence_name(presence.get());
    view! {
        <span
            class=move || format!("presence is-{}", presence_word(presence.get()))
            role="img"
            aria-label=name
            title=name
        ></span>
    }
}

/// Returns the word for a presence in the names of classes.
pub(crate) fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Active => "active",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

/// Returns the name of a presence.
pub(crate) fn presence_name(presence: Presence) -> &'static str {
    match presence {
        Presence::Active => text().presence_active(),
        Presence::Away => text().presence_away(),
        Presence::Offline => text().presence_offline(),
    }
}
