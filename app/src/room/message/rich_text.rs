//! Text of a message with markup, links or mentions.

use crate::{
    browser::listen,
    chat::use_chat,
    erased::{effect, memo},
    later::lazy,
    room::code::{copy_code, highlight_code},
    sidebar::other_rooms::fetch_rooms,
};
use leptos::{html, prelude::*};
use protocol::RoomId;
use wasm_bindgen::JsCast;
use web_sys::Element;

lazy!(pub(crate) fn rich_text = RichText(element: NodeRef<html::Div>, body: Memo<String>));

/// Renders a text into an existing element, and again when the names of mentioned people and rooms or the emoji of the
/// workspace change. HTML that the
/// server has rendered there stays if it is the same.
#[component]
pub(crate) fn RichText(element: NodeRef<html::Div>, body: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    // A text without mentions is not parsed again with every change of the client.
    let mentions = memo(move || body.with(|body| body.contains("<@") || body.contains("<#")));
    let names = memo(move || {
        mentions.get().then(|| {
            body.with(|body| chat.look(|client| markdown::mentioned_names(body, &client.state)))
        })
    });
    // Nor is one that names no emoji.
    let colons = memo(move || body.read().matches(':').nth(1).is_some());
    let emoji = memo(move || {
        colons.get().then(|| {
            body.with(|body| chat.look(|client| markdown::custom_emoji(body, &client.state)))
        })
    });
    effect(move || {
        if let Some(element) = element.get() {
            listen(&element, "click", move |event| copy_code(chat, &event));
        }
    });
    let unknown = memo(move || {
        let rooms = body.with(|body| markdown::mentioned_rooms(body));
        let is_unknown = |room: &RoomId| chat.look(|client| client.state.is_unknown_room(*room));
        rooms.into_iter().filter(is_unknown).collect::<Vec<_>>()
    });
    let rendered = StoredValue::new(String::new());
    effect(move || {
        // Read, not only tracked: a memo that nobody reads is not computed.
        names.with(|_| ());
        emoji.with(|_| ());
        let unknown = unknown.get();
        let asks = !unknown.is_empty();
        fetch_rooms(chat, unknown);
        let html = body.with(|body| {
            chat.peek(|client| markdown::render(body, &client.state, crate::kit::emoji::lookup()))
        });
        if let Some(element) = element.get()
            && rendered.with_value(|rendered| *rendered != html)
        {
            let shown = element.inner_html();
            // Until the page has asked for the unknown rooms, the server's HTML is better: the server knows their names.
            // An escaped mention shows that the HTML is not the server's.
            if shown != html && (!asks || shown.contains("&lt;#")) {
                element.set_inner_html(&html);
            }
            keep_in_page(&element, &chat.browser.get().origin());
            highlight_code(&element);
            rendered.set_value(html);
        }
    });
}

/// Makes links to messages and rooms of this workspace open in this page, not in another tab.
fn keep_in_page(text: &Element, origin: &str) {
    let Ok(links) = text.query_selector_all(&format!("a[target][href^='{origin}/rooms/']")) else {
        return;
    };
    for index in 0..links.length() {
        let link = links
            .get(index)
            .and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(link) = link {
            // It fails only for an invalid name.
            let _ = link.remove_attribute("target");
        }
    }
}
