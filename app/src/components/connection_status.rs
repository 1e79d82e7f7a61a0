use crate::{
    chat::use_chat,
    client::Link,
    erased::{part, when},
};
use leptos::prelude::*;

/// Says so when the connection is in trouble; otherwise it is silent.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let trouble = Memo::new(move |_| {
        let what = match chat.look(|client| client.link) {
            Link::Connecting | Link::Live => "",
            Link::Reconnecting => "Reconnecting…",
            Link::Offline => "Offline",
        };
        what.to_owned()
    });
    part! {
        <div class="connection" role="status">
            {when(move || trouble.with(|what| !what.is_empty()), move || part! {
                <p class="connection-banner">
                    <strong>{move || trouble.get()}</strong>
                    <span>"What you write is kept, and sent as soon as Hubbub can be reached."</span>
                </p>
            })}
        </div>
    }
}
