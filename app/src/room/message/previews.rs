//! Cards that preview the links of a message.

use crate::erased::{dynamic, memo};
use client::rows::MessageRow;
use leptos::prelude::*;

/// Shows the previews of a message's links. Each card has a fixed height, so that nothing moves when its picture loads.
#[component]
pub(super) fn Previews(row: ReadSignal<MessageRow>) -> impl IntoView {
    let cards = memo(move || row.read().previews.clone());
    // Their HTML is escaped where it is built.
    dynamic(move || view! { <div class="previews" inner_html=cards.get()></div> }.into_any())
}
