//! Text of a message with markup, links or mentions.

use crate::{
    browser::listen,
    chat::use_chat,
    later::lazy,
    room::code::{copy_code, highlight_code},
    sidebar::other_rooms::{fetch_rooms, is_unknown},
};
use leptos::{html, prelude::*};
use protocol::RoomId;

lazy!(pub(crate) fn rich_text = RichText(element: NodeRef<html::Div>, body: Memo<String>));

/// Renders a text into an existing element, and again when the names of mentioned people and rooms or the emoji of the
/// workspace change. HTML that the
/// server has rendered there stays if it is the same.
#[component]
pub(crate) fn RichText(element: NodeRef<html::Div>, body: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    // A text without mentions is not parsed again with every change of the client.
    let mentions = Memo::new(move |_| body.with(|body| body.contains("<@") || body.contains("<#")));
    let names = Memo::new(move |_| {
        mentions.get().then(|| {
            body.with(|body| chat.look(|client| markdown::mentioned_names(body, &client.state)))
        })
    });
    // Nor is one that names no emoji.
    let colons = Memo::new(move |_| body.with(|body| body.matches(':').nth(1).is_some()));
    let emoji = Memo::new(move |_| {
        colons.get().then(|| {
            body.with(|body| chat.look(|client| markdown::custom_emoji(body, &client.state)))
        })
    });
    Effect::new(move || {
        if let Some(element) = element.get() {
            listen(&element, "click", move |event| copy_code(chat, &event));
        }
    });
    let unknown = Memo::new(move |_| {
        let rooms = body.with(|body| markdown::mentioned_rooms(body));
        let is_unknown = |room: &RoomId| chat.look(|client| is_unknown(&client.state, *room));
        rooms.into_iter().filter(is_unknown).collect::<Vec<_>>()
    });
    Effect::new(move || {
        names.track();
        emoji.track();
        let unknown = unknown.get();
        let asks = !unknown.is_empty();
        fetch_rooms(chat, unknown);
        let html = body.with(|body| {
            chat.peek(|client| markdown::render(body, &client.state, crate::kit::emoji::lookup()))
        });
        if let Some(element) = element.get() {
            let shown = element.inner_html();
            // Until the page has asked for the unknown rooms, the server's HTML is better: the server knows their names.
            // An escaped mention shows that the HTML is not the server's.
            if shown != html && (!asks || shown.contains("&lt;#")) {
                element.set_inner_html(&html);
            }
            highlight_code(&element);
        }
    });
}
