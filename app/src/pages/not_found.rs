//! The page for an unknown address.

use crate::kit::welcome::Welcome;
use leptos::prelude::*;

/// Page for an unknown address, and for one that the person may not see: the two must look alike.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <Welcome title="Page not found" lead="The link may be out of date, or you may not have access.">
            <p><a class="button button-primary" href="/">"Go to Hubbub"</a></p>
        </Welcome>
    }
}
