//! Help about what can be looked for, shown while the field is empty.

use super::query_text::QueryText;
use leptos::{html, prelude::*};
use locale::text;

/// Returns what is typed, and what it finds.
fn lines() -> [(&'static str, &'static str); 9] {
    [
        ("from:", text().search_help_from()),
        ("in:", text().search_help_in()),
        ("has:", text().search_help_has()),
        ("is:", text().search_help_is()),
        ("before:", text().search_help_before()),
        ("after:", text().search_help_after()),
        ("on:", text().search_help_on()),
        (
            text().search_help_phrase_typed(),
            text().search_help_phrase(),
        ),
        (
            text().search_help_without_typed(),
            text().search_help_without(),
        ),
    ]
}

/// Help about what can be looked for. A line writes its operator into the field.
#[component]
pub(super) fn SearchHelp(query: RwSignal<QueryText>, field: NodeRef<html::Input>) -> impl IntoView {
    let line = move |(typed, meaning): (&'static str, &'static str)| {
        let write = move |_| {
            if typed.ends_with(':') {
                query.update(|query| query.words = typed.to_owned());
            }
            if let Some(field) = field.get_untracked() {
                // It fails only if the field has left the page.
                let _ = field.focus();
            }
        };
        view! {
            <li>
                <button class="search-help-line" type="button" on:click=write>
                    <code>{typed}</code>
                    <span>{meaning}</span>
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <section class="search-help" aria-label=text().search_help()>
            <p class="dialog-lead">{text().search_help_lead()}</p>
            <ul>{lines().map(line).into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
}
