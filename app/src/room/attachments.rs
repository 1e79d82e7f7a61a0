//! Attachments of a message.

use crate::{
    chat::use_chat,
    hydrated::Hydrated,
    later::{later, lazy},
    room::attachment_layout::html,
};
use leptos::prelude::*;
use protocol::{ClientId, Conversation, UserId};

/// Returns the view of a message's attachments. They never change, except that a deletion removes them. On the first screen
/// they are the server's HTML: the browser's code for them is loaded later.
pub(crate) fn attachments(conversation: Conversation, author: UserId, id: ClientId) -> AnyView {
    let Hydrated(hydrated) = expect_context();
    if hydrated.get_untracked() {
        return later(lazy_attachments(conversation, author, id));
    }
    if cfg!(feature = "ssr") {
        return view! { <Attachments conversation author id /> }.into_any();
    }
    // Hydration keeps what the element holds.
    view! { <div class="attachments" inner_html=String::new()></div> }.into_any()
}

lazy!(pub(crate) fn lazy_attachments = Attachments(conversation: Conversation, author: UserId, id: ClientId));

#[component]
pub(crate) fn Attachments(
    conversation: Conversation,
    author: UserId,
    id: ClientId,
) -> impl IntoView {
    let html = html(&use_chat().attachments(conversation, author, id));
    view! { <div class="attachments" inner_html=html></div> }
}
