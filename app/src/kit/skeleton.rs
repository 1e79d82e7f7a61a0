//! Placeholders for messages that are not loaded yet.

use leptos::prelude::*;

/// Rows in the shape of messages. The stylesheet draws them: a face, a name and a line.
const ROWS: &str = "<i><b></b></i><i><b></b></i><i><b></b></i><i><b></b></i><i><b></b></i><i><b></b></i><i><b></b></i><i><b></b></i>";

/// Rows in the shape of messages, which appear after a moment. Screen readers get `aria-busy` of the region around them.
pub(crate) fn skeleton() -> AnyView {
    view! { <div class="skeleton" aria-hidden="true" inner_html=ROWS></div> }.into_any()
}
