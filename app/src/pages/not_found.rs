//! The page for an unknown address.

use crate::kit::welcome::Welcome;
use leptos::prelude::*;
use locale::text;

/// Page for an unknown address, and for one that the person may not see: the two must look alike.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <Welcome title=text().not_found_title() lead=text().not_found_lead()>
            <p><a class="button button-primary" href="/">{text().not_found_home()}</a></p>
        </Welcome>
    }
}
