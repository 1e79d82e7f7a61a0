use crate::{
    chat::use_chat,
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
    let render = move |body: &str| chat.peek(|client| markdown::render(body, &client.state));
    // Other texts need not be read anew with every change of the client.
    let mentions = memo(move || body.with(|body| body.contains("<@") || body.contains("<#")));
    let names = memo(move || {
        mentions.get().then(|| {
            body.with(|body| chat.look(|client| markdown::mentioned_names(body, &client.state)))
        })
    });
    effect(move || {
        names.track();
        let html = body.with(|body| render(body));
        if let Some(element) = element.get()
            && element.inner_html() != html
        {
            element.set_inner_html(&html);
        }
    });
}
