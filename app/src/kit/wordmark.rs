//! The name of the product, drawn.

use leptos::prelude::*;

/// "hubbub" in one line width. The bowls of the two middle letters are the speech bubbles of the logo.
const LETTERS: &str = r#"<svg class="wordmark" viewBox="0 0 107 22" role="img" aria-label="Hubbub"><circle class="wordmark-back" cx="44.5" cy="14" r="6"></circle><circle class="wordmark-front" cx="62.5" cy="14" r="6"></circle><path d="M2.5 2v18M2.5 14a6 6 0 0 1 12 0v6M20.5 8v6a6 6 0 0 0 12 0M32.5 8v12M38.5 2v12a6 6 0 1 0 6-6 6 6 0 0 0-6 6M56.5 2v12a6 6 0 1 0 6-6 6 6 0 0 0-6 6M74.5 8v6a6 6 0 0 0 12 0M86.5 8v12M92.5 2v12a6 6 0 1 0 6-6 6 6 0 0 0-6 6"></path></svg>"#;

/// The wordmark.
#[component]
pub(crate) fn Wordmark() -> impl IntoView {
    view! { <span class="wordmark-place" inner_html=LETTERS></span> }
}
