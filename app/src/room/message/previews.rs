use crate::erased::{dynamic, memo, part};
use client::rows::MessageRow;
use leptos::prelude::*;

/// What the links of a message lead to. Each is of one height, so that nothing moves when its picture comes.
#[component]
pub(super) fn Previews(row: Memo<MessageRow>) -> impl IntoView {
    let cards = memo(move || row.with(|row| row.previews.clone()));
    // The cards are escaped where they are made.
    dynamic(move || part! { <div class="previews" inner_html=cards.get()></div> })
}
