use super::icon::Logo;
use crate::erased::part;
use leptos::prelude::*;

/// Where there is nothing yet: says so, and what to do.
#[component]
pub(crate) fn EmptyState(
    title: impl Fn() -> String + Send + 'static,
    hint: &'static str,
) -> impl IntoView {
    part! {
        <div class="empty">
            <Logo />
            <p class="empty-title">{move || title()}</p>
            <p class="empty-hint">{hint}</p>
        </div>
    }
}
