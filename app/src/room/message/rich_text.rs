use crate::{
    browser::listen,
    chat::use_chat,
    erased::{effect, memo},
    room::code::{copy_code, highlight_code},
    sidebar::other_rooms::{is_unknown, learn},
};
use leptos::{html, prelude::*};
use protocol::RoomId;

/// Shows a text with markup in an element that is there already, and what it says of people and rooms as it changes. What
/// the server has put there stays, if it is the same.
#[component]
pub(crate) fn RichText(element: NodeRef<html::Div>, body: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    // Other texts need not be read anew with every change of the client.
    let mentions = memo(move || body.with(|body| body.contains("<@") || body.contains("<#")));
    let names = memo(move || {
        mentions.get().then(|| {
            body.with(|body| chat.look(|client| markdown::mentioned_names(body, &client.state)))
        })
    });
    effect(move || {
        if let Some(element) = element.get() {
            listen(&element, "click", move |event| copy_code(chat, &event));
        }
    });
    let unknown = memo(move || {
        let rooms = body.with(|body| markdown::mentioned_rooms(body));
        let is_unknown = |room: &RoomId| chat.look(|client| is_unknown(&client.state, *room));
        rooms.into_iter().filter(is_unknown).collect::<Vec<_>>()
    });
    effect(move || {
        names.track();
        let unknown = unknown.get();
        let asks = !unknown.is_empty();
        learn(chat, unknown);
        let html = body.with(|body| {
            chat.peek(|client| markdown::render(body, &client.state, crate::kit::emoji::lookup()))
        });
        if let Some(element) = element.get() {
            let shown = element.inner_html();
            // The server knows more than the page, and has written it; what it did not write is as it was typed.
            if shown != html && (!asks || shown.contains("&lt;#")) {
                element.set_inner_html(&html);
            }
            highlight_code(&element);
        }
    });
}
