//! The filters of a search, as chips that can be removed.

use super::query_text::QueryText;
use crate::{
    erased::{each, memo, when},
    kit::icon::{Glyph, Icon},
};
use leptos::{html, prelude::*};
use locale::text;

/// The filters. `changed` is told when one is removed.
#[component]
pub(super) fn Filters(
    query: RwSignal<QueryText>,
    field: NodeRef<html::Input>,
    changed: Box<dyn Fn()>,
) -> impl IntoView {
    let changed = StoredValue::new_local(changed);
    let filters = memo(move || query.read().filters.clone());
    let chip = move |filter: String| {
        let (operator, value) = filter.split_once([':', '：']).unwrap_or_default();
        let value = value.trim_matches('"').to_owned();
        let label = text().search_remove_filter(operator, &value);
        let operator = format!("{operator}:");
        let remove = move |_| {
            query.update(|query| query.filters.retain(|other| *other != filter));
            if let Some(field) = field.get_untracked() {
                // It fails only if the field has left the page.
                let _ = field.focus();
            }
            changed.with_value(|changed| changed());
        };
        view! {
            <li class="search-chip">
                <span dir="auto"><span class="search-chip-operator">{operator}</span>" "{value}</span>
                <button class="search-chip-remove" type="button" aria-label=label on:click=remove>
                    <Icon glyph=Glyph::CLOSE />
                </button>
            </li>
        }
        .into_any()
    };
    let chips = move || {
        view! { <ul class="search-chips" aria-label=text().search_filters()>{each(move || filters.get(), chip)}</ul> }.into_any()
    };
    when(move || !filters.read().is_empty(), chips)
}
