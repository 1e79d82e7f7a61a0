//! Page of a search.

use super::{
    address::SearchAddress, field::SearchField, help::SearchHelp, problems::words,
    query_text::QueryText, result_item::ResultItem, results::SearchResults,
};
use crate::{
    chat::use_chat,
    erased::{each, effect, memo, when},
    kit::{empty_state::EmptyState, icon::Glyph, skeleton::skeleton},
    lists::list_header,
    sidebar::drawer::Drawer,
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::{
    SearchSort,
    route::{ListPage, Route},
};
use std::time::Duration;

/// Pause after a keystroke until the address names what is looked for: browsers bound how often it may change.
const ADDRESS_PAUSE: Duration = Duration::from_millis(400);
/// Within this distance from the end of the results, in CSS pixels, more are loaded.
const NEAR_END: i32 = 600;

/// Page of a search, which the address names: results come while the person types.
#[component]
pub(crate) fn Search() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let results = SearchResults::new();
    let query = RwSignal::new(QueryText::default());
    let sort = RwSignal::new(SearchSort::default());
    let region = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    let address = memo(move || {
        let path = chat.path.read();
        let is_here = Route::parse(&path).list() == Some(ListPage::Search);
        is_here.then(|| SearchAddress::parse(&path))
    });
    let mut is_first = true;
    effect(move || {
        let Some(address) = address.get() else { return };
        let is_typed = query.with_untracked(|query| query.text() == address.query);
        if !is_typed || sort.get_untracked() != address.sort {
            query.set(QueryText::parse(&address.query));
            sort.set(address.sort);
        }
        let kept = is_first.then(|| results.restore(&address)).flatten();
        match kept {
            Some(scrolled) => scroll_to(region, scrolled),
            None => focus_soon(field),
        }
        is_first = false;
        results.search(address, false);
    });
    on_cleanup(move || results.keep());
    let live = memo(move || chat.look(|client| client.is_live()));
    effect(move || {
        if live.get() {
            results.retry();
        }
    });
    let changed = move |is_typing| {
        let address = SearchAddress {
            query: query.with_untracked(QueryText::text),
            sort: sort.get_untracked(),
        };
        results.search(address.clone(), is_typing);
        let name = move || {
            // Something else may be typed by then, or the page left.
            if results.is_asked(&address) {
                chat.replace_path(&address.path());
            }
        };
        match is_typing {
            true => set_timeout(name, ADDRESS_PAUSE),
            false => name(),
        }
    };
    let choose_sort = move |event| {
        let is_time = event_target_value(&event) == SearchSort::Time.as_str();
        sort.set(match is_time {
            true => SearchSort::Time,
            false => SearchSort::Relevance,
        });
        changed(false);
    };
    let is_sort = move |value: SearchSort| move || sort.get() == value;
    let asks = memo(move || !query.read().text().is_empty());
    let sorting = move || {
        view! {
            <select class="search-sort" aria-label=text().search_sort() on:change=choose_sort>
                <option value="relevance" selected=is_sort(SearchSort::Relevance)>{text().search_by_relevance()}</option>
                <option value="time" selected=is_sort(SearchSort::Time)>{text().search_by_time()}</option>
            </select>
        }
        .into_any()
    };
    let on_scroll = move |_| {
        if let Some(region) = region.get_untracked() {
            results.scrolled.set_value(region.scroll_top());
            let below = region.scroll_height() - region.client_height() - region.scroll_top();
            if below < NEAR_END {
                results.load_more();
            }
        }
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            {list_header(ListPage::Search, Glyph::SEARCH, when(move || asks.get(), sorting))}
            <div class="search-bar">
                <SearchField query field changed=Box::new(changed) />
            </div>
            <div class="threads search" node_ref=region on:scroll=on_scroll>
                {when(move || !asks.get(), move || view! { <SearchHelp query field /> }.into_any())}
                <Results results />
            </div>
        </main>
    }
}

/// The results, or why there are none.
#[component]
fn Results(results: SearchResults) -> impl IntoView {
    let count = memo(move || {
        results
            .found
            .read()
            .as_ref()
            .map(|found| found.results.len())
    });
    let problems = memo(move || {
        let found = results.found.read();
        let problems = found.iter().flat_map(|found| &found.problems);
        problems.map(words).collect::<Vec<_>>()
    });
    let indexing = memo(move || results.found.read().as_ref().is_some_and(|it| it.indexing));
    let only_saved = memo(move || results.only_saved());
    let is_first = move || count.get().is_none() && results.pending.get();
    let is_empty = move || {
        count.get() == Some(0)
            && !results.pending.get()
            && problems.read().is_empty()
            && !results.has_more()
    };
    let said = move || match (results.pending.get(), count.get()) {
        (true, _) | (_, None) => String::new(),
        // The problems say why.
        (_, Some(0)) if !problems.read().is_empty() => String::new(),
        (_, Some(0)) => text().search_nothing().to_owned(),
        (_, Some(count)) if results.has_more() => text().search_results_and_more(count),
        (_, Some(count)) => text().search_results_count(count),
    };
    let empty = || {
        view! {
            <EmptyState
                title=|| text().search_nothing().into()
                hint=text().search_nothing_hint()
            />
        }
        .into_any()
    };
    let problem = move || {
        let why = move || results.problem.get().unwrap_or_default();
        view! {
            <div class="search-note" role="alert">
                <span>{why}</span>
                <button class="button-link" type="button" on:click=move |_| results.retry()>{text().try_again()}</button>
            </div>
        }
        .into_any()
    };
    let problem_line = |problem: String| view! { <p class="search-note">{problem}</p> }.into_any();
    let indexing_line =
        || view! { <p class="search-note">{text().search_indexing()}</p> }.into_any();
    let only_saved_line =
        || view! { <p class="search-note">{text().search_only_saved()}</p> }.into_any();
    let item = move |id| view! { <ResultItem results id /> }.into_any();
    let more = move || {
        view! {
            <button
                class="button threads-more"
                type="button"
                aria-busy=move || results.pending.get().then_some("true")
                on:click=move |_| results.load_more()
            >
                {text().search_more()}
            </button>
        }
        .into_any()
    };
    view! {
        <p class="unseen" role="status">{said}</p>
        {when(move || results.problem.read().is_some(), problem)}
        {each(move || problems.get(), problem_line)}
        {when(move || indexing.get(), indexing_line)}
        {when(move || only_saved.get(), only_saved_line)}
        {when(is_first, skeleton)}
        {when(is_empty, empty)}
        <ul
            class="mention-list search-results"
            aria-label=text().search_results()
            aria-busy=move || results.pending.get().then_some("true")
        >
            {each(move || results.ids(), item)}
        </ul>
        {when(move || results.has_more(), more)}
    }
}

/// Scrolls the region when what is restored is in it.
fn scroll_to(region: NodeRef<html::Div>, scrolled: i32) {
    request_animation_frame(move || {
        if let Some(region) = region.try_get_untracked().flatten() {
            region.set_scroll_top(scrolled);
        }
    });
}

/// Focuses the field when it is on the page.
fn focus_soon(field: NodeRef<html::Input>) {
    request_animation_frame(move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            // It fails only if the field has left the page.
            let _ = field.focus();
        }
    });
}
