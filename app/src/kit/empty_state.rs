//! Placeholder for a place where there is nothing yet.

use super::icon::Logo;
use leptos::prelude::*;

/// Says that there is nothing yet, and what to do.
#[component]
pub(crate) fn EmptyState(
    title: impl Fn() -> String + Send + 'static,
    hint: &'static str,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Logo />
            <p class="empty-title">{move || title()}</p>
            <p class="empty-hint">{hint}</p>
        </div>
    }
}
