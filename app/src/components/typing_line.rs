use crate::{
    chat::use_chat,
    erased::{memo, part},
    model::Conversation,
};
use leptos::prelude::*;

/// Who is typing. It keeps its height, so that nothing moves when they start and stop.
#[component]
pub(crate) fn TypingLine(at: Conversation) -> impl IntoView {
    let chat = use_chat();
    let line = memo(move || chat.look(|client| sentence(&client.typing_in(at))));
    part! { <p class="typing" aria-live="polite">{move || line.get()}</p> }
}

fn sentence(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is typing…"),
        [one, other] => format!("{one} and {other} are typing…"),
        _ => "Several people are typing…".into(),
    }
}
