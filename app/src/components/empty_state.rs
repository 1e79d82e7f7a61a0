use super::icon::Logo;
use leptos::prelude::*;

/// Where there is nothing yet: says so, and what to do.
#[component]
pub(crate) fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Logo />
            <p class="empty-title">{title}</p>
            <p class="empty-hint">{hint}</p>
        </div>
    }
}
