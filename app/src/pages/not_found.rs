//! The page of an address that leads nowhere.

use crate::kit::welcome::Welcome;
use leptos::prelude::*;

/// Says the same for an address that leads nowhere and for one that the person may not see.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <Welcome title="Page not found" lead="The link may be out of date, or you may not have access.">
            <p><a class="button button-primary" href="/">"Go to Hubbub"</a></p>
        </Welcome>
    }
}
