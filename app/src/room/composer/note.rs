use crate::erased::part;
use leptos::prelude::*;
use protocol::limits;

/// The composer shows how many characters are left when so many or fewer are.
const LEFT_SHOWN: usize = 2_000;

/// Below a composer: whether the text is, or is about to be, too long.
#[component]
pub(crate) fn ComposerNote(
    /// Its length.
    chars: RwSignal<usize>,
) -> impl IntoView {
    part! {
        <p>{move || left(chars.get())}</p>
        <p role="alert">{move || excess(chars.get())}</p>
    }
}

/// Shown, but not read out: it changes with every keystroke.
fn left(chars: usize) -> String {
    if chars <= limits::MESSAGE_CHARS && chars + LEFT_SHOWN >= limits::MESSAGE_CHARS {
        format!("{} characters left.", limits::MESSAGE_CHARS - chars)
    } else {
        String::new()
    }
}

pub(crate) fn excess(chars: usize) -> String {
    match chars.checked_sub(limits::MESSAGE_CHARS) {
        None | Some(0) => String::new(),
        Some(over) => format!(
            "This message is {over} characters too long: at most 40,000 fit. Shorten it, or send it in parts."
        ),
    }
}
