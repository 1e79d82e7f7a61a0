//! Frame of the pages outside of the workspace.

use super::{icon::Logo, wordmark::Wordmark};
use leptos::prelude::*;

/// A page outside of the workspace: one card with one task.
#[component]
pub(crate) fn Welcome(
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="welcome">
            <div class="welcome-card">
                <p class="welcome-brand"><Logo /><Wordmark /></p>
                <h1>{title}</h1>
                <p class="welcome-lead">{lead}</p>
                {children()}
            </div>
        </main>
    }
}
