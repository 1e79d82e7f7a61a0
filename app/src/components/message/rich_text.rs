use crate::{
    browser::listen,
    chat::use_chat,
    components::code::{copy_code, highlight_code},
    erased::{effect, memo},
    markdown,
};
use leptos::{html, prelude::*};

/// Shows a text with markup in an element that is there already, and what it says of people and rooms as it changes. What
/// the server has put there stays, if it is the same.
#[component]
pub(in crate::components) fn RichText(
    element: NodeRef<html::Div>,
    body: Memo<String>,
) -> impl IntoView {
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
    effect(move || {
        names.track();
        let html = body.with(|body| chat.peek(|client| markdown::render(body, &client.state)));
        if let Some(element) = element.get() {
            if element.inner_html() != html {
                element.set_inner_html(&html);
            }
            highlight_code(&element);
        }
    });
}
