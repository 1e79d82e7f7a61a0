use crate::{chat::use_chat, client::Link};
use leptos::prelude::*;

/// Says so when the connection is in trouble; otherwise it is silent.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let link = Memo::new(move |_| chat.client.with(|client| client.link));
    let trouble = move || match link.get() {
        Link::Connecting | Link::Live => None,
        Link::Reconnecting => Some((
            "Reconnecting…",
            "What you write is kept and sent as soon as Hubbub is back.",
        )),
        Link::Offline => Some((
            "Offline",
            "What you write is kept and sent when you have a network again.",
        )),
    };
    view! {
        <div class="connection" role="status">
            {move || trouble().map(|(what, hint)| view! {
                <p class="connection-banner"><strong>{what}</strong> " " <span>{hint}</span></p>
            })}
        </div>
    }
}
