use crate::{chat::use_chat, client::Link, erased::dynamic};
use leptos::prelude::*;

/// Says so when the connection is in trouble; otherwise it is silent.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let link = Memo::new(move |_| chat.look(|client| client.link));
    view! {
        <div class="connection" role="status">
            {dynamic(move || match link.get() {
                Link::Connecting | Link::Live => ().into_any(),
                Link::Reconnecting => banner("Reconnecting…", "What you write is kept and sent as soon as Hubbub is back."),
                Link::Offline => banner("Offline", "What you write is kept and sent when you have a network again."),
            })}
        </div>
    }
}

fn banner(what: &'static str, hint: &'static str) -> AnyView {
    view! { <p class="connection-banner"><strong>{what}</strong><span>{hint}</span></p> }.into_any()
}
