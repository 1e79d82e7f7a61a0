use crate::{erased::part, kit::welcome::Welcome};
use leptos::prelude::*;

/// For an address that leads nowhere, or to what the person may not see: the same words for both.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    part! {
        <Welcome title="There is nothing here" lead="The link may be old, or it leads to a room that you are not in.">
            <p><a class="button button-primary" href="/">"Go to Hubbub"</a></p>
        </Welcome>
    }
}
