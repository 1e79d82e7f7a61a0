use crate::{
    chat::use_chat,
    erased::part,
    hydrated::Hydrated,
    later::{Later, later},
    room::attachment_layout::html,
};
use leptos::prelude::*;
use protocol::{ClientId, Conversation, UserId};

/// What came with a message. It never changes, but for going with the message. On the first screen it is what the server
/// has written; the browser has the code to draw it only later.
pub(crate) fn attachments(at: Conversation, author: UserId, id: ClientId) -> AnyView {
    let Hydrated(hydrated) = expect_context();
    if hydrated.get_untracked() {
        return later(Later::Attachments(at, author, id));
    }
    if cfg!(feature = "ssr") {
        return part! { <Attachments at author id /> };
    }
    // Taken over with what is in it.
    part! { <div class="attachments" inner_html=String::new()></div> }
}

#[component]
pub(crate) fn Attachments(at: Conversation, author: UserId, id: ClientId) -> impl IntoView {
    let html = html(&use_chat().attachments(at, author, id));
    part! { <div class="attachments" inner_html=html></div> }
}
