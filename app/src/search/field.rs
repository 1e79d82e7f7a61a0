//! Field of a search, with its filters as chips and suggestions for the operator that is being typed.

use super::{
    filters::Filters,
    query_text::{QueryText, last_word},
    suggestions::{Suggestion, suggestions},
};
use crate::{
    chat::use_chat,
    erased::{each, effect, memo, when},
    kit::{
        icon::{Glyph, Icon},
        input_event::pressed_key,
    },
};
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use locale::text;
use protocol::limits;

/// Id of the list of suggestions, and prefix of its options' ids.
const LIST: &str = "search-suggestions";

/// Field of a search. `changed` is told of each change, and whether the person is typing.
#[component]
pub(super) fn SearchField(
    query: RwSignal<QueryText>,
    field: NodeRef<html::Input>,
    changed: Box<dyn Fn(bool)>,
) -> impl IntoView {
    let chat = use_chat();
    let changed = StoredValue::new_local(changed);
    let tell = move |is_typing| changed.with_value(|changed| changed(is_typing));
    let composing = StoredValue::new(false);
    // The person has closed the suggestions for this word.
    let closed = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let found = memo(move || match closed.get() {
        true => Vec::new(),
        false => query.with(|query| chat.look(|client| suggestions(client, &query.words))),
    });
    let is_open = memo(move || !found.read().is_empty());
    let count = memo(move || found.read().len());
    effect(move || {
        let words = query.read().words.clone();
        if let Some(field) = field.get()
            && field.value() != words
        {
            field.set_value(&words);
        }
    });
    let typed = move |is_whole: bool| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let value = field.value();
        closed.set(false);
        chosen.set(0);
        if !is_whole {
            return query.update(|query| query.words = value);
        }
        query.update(|query| {
            query.type_words(&value);
        });
        tell(true);
    };
    let on_input = move |_| typed(!composing.get_value());
    let on_composed = move |_| {
        composing.set_value(false);
        typed(true);
    };
    let take = move |place: usize| {
        let suggestion = found.read_untracked().get(place).cloned();
        if let Some(Suggestion { filter, .. }) = suggestion {
            query.update(|query| {
                let kept = query.words.len() - last_word(&query.words).len();
                query.words.truncate(kept);
                query.add_filter(filter);
                query.words = query.words.trim_start().to_owned();
            });
            chosen.set(0);
            tell(false);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.read_untracked().len();
        let used = match pressed_key(&event).as_str() {
            "ArrowDown" if count > 0 => {
                chosen.update(|place| *place = (*place + 1) % count);
                true
            }
            "ArrowUp" if count > 0 => {
                chosen.update(|place| *place = (*place + count - 1) % count);
                true
            }
            "Enter" | "Tab" if count > 0 && !event.shift_key() => {
                take(chosen.get_untracked());
                true
            }
            "Escape" if count > 0 => {
                closed.set(true);
                true
            }
            "Enter" => {
                tell(false);
                true
            }
            "Backspace" if is_at_start(field) => {
                let removed = query.try_update(|query| query.filters.pop()).flatten();
                if removed.is_some() {
                    tell(true);
                }
                removed.is_some()
            }
            _ => false,
        };
        if used {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let option = move |place: usize| {
        let name = memo(move || {
            let found = found.read();
            found
                .get(place)
                .map(|it| it.name.clone())
                .unwrap_or_default()
        });
        let is_chosen = move || chosen.get() == place;
        view! {
            <li
                class="completion-option"
                class:is-chosen=is_chosen
                id=format!("{LIST}-{place}")
                role="option"
                aria-selected=move || is_chosen().to_string()
                on:click=move |_| take(place)
            >
                <span class="completion-name" dir="auto">{move || name.get()}</span>
            </li>
        }
        .into_any()
    };
    let list = move || {
        // The focus stays in the field.
        let keep_focus = |event: PointerEvent| event.prevent_default();
        view! {
            <ul
                class="completion search-suggestions"
                id=LIST
                role="listbox"
                aria-label=text().search_suggestions()
                on:pointerdown=keep_focus
                on:mousedown=|event| event.prevent_default()
            >
                {each(move || (0..count.get()).collect(), option)}
            </ul>
        }
        .into_any()
    };
    let active = move || is_open.get().then(|| format!("{LIST}-{}", chosen.get()));
    view! {
        <div class="search-field">
            <Icon glyph=Glyph::SEARCH />
            <Filters query field changed=Box::new(move || tell(false)) />
            <input
                node_ref=field
                type="search"
                aria-label=text().search_field()
                placeholder=text().action_search()
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength=limits::SEARCH_CHARS.to_string()
                dir="auto"
                aria-autocomplete="list"
                aria-controls=move || is_open.get().then_some(LIST)
                aria-activedescendant=active
                on:input=on_input
                on:keydown=on_key
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=on_composed
            />
            {when(move || is_open.get(), list)}
        </div>
    }
}

/// Returns whether the cursor is at the start of the field, with nothing selected.
fn is_at_start(field: NodeRef<html::Input>) -> bool {
    field.get_untracked().is_some_and(|field| {
        let (start, end) = (field.selection_start(), field.selection_end());
        start == Ok(Some(0)) && end == Ok(Some(0))
    })
}
