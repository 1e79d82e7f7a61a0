//! Help about what can be looked for, shown while the field is empty.

use super::query_text::QueryText;
use leptos::{html, prelude::*};

/// What is typed, and what it finds.
const LINES: [(&str, &str); 9] = [
    ("from:", "Messages of a person; from:me for your own"),
    ("in:", "Messages in a room; in:@name for a direct message"),
    ("has:", "Messages with a file, an image or a link"),
    ("is:", "What is in a thread, pinned or saved"),
    ("before:", "Messages before a date, such as 2026-11-30"),
    ("after:", "Messages after a date"),
    ("on:", "Messages of a day, a month or a year; on:today"),
    ("\"two words\"", "Exactly these words, one after the other"),
    ("-word", "Messages without a word"),
];

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
        <section class="search-help" aria-label="What you can look for">
            <p class="dialog-lead">"Write words to look for in all your rooms, in any language. These narrow it down:"</p>
            <ul>{LINES.map(line).into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
}
