//! Line above a composer that says who is typing.

use crate::{
    chat::use_chat,
    erased::memo,
    later::{lazy, soon},
};
use leptos::prelude::*;
use locale::text;
use protocol::Conversation;

/// Place of the line. It keeps its height, so that nothing moves when people start and stop typing.
#[component]
pub(crate) fn TypingLine(conversation: Conversation) -> impl IntoView {
    view! { <p class="typing" aria-live="polite">{soon(typing(conversation), false)}</p> }
}

lazy!(pub(crate) fn typing = Typing(conversation: Conversation));

/// Text of the line.
#[component]
pub(crate) fn Typing(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let line = memo(move || chat.look(|client| sentence(&client.typing_in(conversation))));
    view! { <span>{move || line.get()}</span> }
}

fn sentence(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => text().typing_one(one),
        [one, other] => text().typing_two(one, other),
        _ => text().typing_several().to_owned(),
    }
}
