//! Note below a composer about the length of its text.

use super::content::excess;
use crate::later::lazy;
use leptos::prelude::*;
use locale::text;
use protocol::limits;

/// The number of characters left is shown from this number downwards.
const LEFT_SHOWN: usize = 2_000;

lazy!(pub(crate) fn composer_note = ComposerNote(chars: RwSignal<usize>));

/// Says that the text is too long, or close to it.
#[component]
pub(crate) fn ComposerNote(
    /// Length of the text, in characters.
    chars: RwSignal<usize>,
) -> impl IntoView {
    view! {
        <p>{move || left(chars.get()).unwrap_or_default()}</p>
        <p role="alert">{move || excess(chars.get()).unwrap_or_default()}</p>
    }
}

/// Returns how many characters are left. It is not an alert, because it changes with every keystroke.
fn left(chars: usize) -> Option<String> {
    let left = limits::MESSAGE_CHARS.checked_sub(chars)?;
    (left <= LEFT_SHOWN).then(|| text().composer_left(left))
}
