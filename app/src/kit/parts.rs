//! Parts of a large dialog: a list at the side, or on a phone a list that leads in.

use super::icon::{Glyph, Icon};
use crate::{
    erased::{dynamic, memo, when},
    kit::input_event::pressed_key,
    layer::close_layer_on_back,
    narrow::Narrow,
};
use leptos::{ev::KeyboardEvent, prelude::*};
use locale::text;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A part of a dialog.
#[derive(Clone)]
pub(crate) struct Part {
    /// Name in the ids of the part's elements.
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) glyph: Glyph,
    pub(crate) content: fn() -> AnyView,
}

/// The parts, of which one is shown.
#[component]
pub(crate) fn Parts(
    /// Name of the list.
    label: &'static str,
    parts: Vec<Part>,
    /// The part that is shown first. `None` for the first one, or on a phone for the list.
    start: Option<&'static str>,
) -> impl IntoView {
    let Narrow(narrow) = expect_context();
    let chosen = RwSignal::new(start);
    let first = parts.first().map(|part| part.id);
    let shown = memo(move || chosen.get().or_else(|| first.filter(|_| !narrow.get())));
    close_layer_on_back(
        move || narrow.get() && chosen.with(Option::is_some),
        move || {
            // The dialog may be gone.
            chosen.try_set(None);
        },
    );
    let ids: Vec<_> = parts.iter().map(|part| part.id).collect();
    let on_key = move |event: KeyboardEvent| {
        let at = shown.get_untracked();
        let at = ids.iter().position(|id| Some(*id) == at);
        let to = match (pressed_key(&event).as_str(), at) {
            ("ArrowDown", Some(at)) => (at + 1) % ids.len(),
            ("ArrowUp", Some(at)) => (at + ids.len() - 1) % ids.len(),
            ("Home", _) => 0,
            ("End", _) => ids.len() - 1,
            _ => return,
        };
        event.prevent_default();
        // On a phone the list is gone once a part is chosen.
        if !narrow.get_untracked() {
            chosen.set(Some(ids[to]));
        }
        focus(&tab_id(ids[to]));
    };
    let tab = |part: &Part| {
        let Part {
            id, label, glyph, ..
        } = *part;
        let selected = move || shown.get() == Some(id);
        let reachable = move || narrow.get() || selected();
        let choose = move |_| {
            chosen.set(Some(id));
            if narrow.get_untracked() {
                request_animation_frame(|| focus(TITLE));
            }
        };
        view! {
            <button
                class="part-tab"
                type="button"
                role="tab"
                id=tab_id(id)
                aria-selected=move || selected().to_string()
                aria-controls=PANEL
                tabindex=move || if reachable() { "0" } else { "-1" }
                autofocus=start.is_none() && shown.get_untracked() == Some(id)
                on:click=choose
            >
                <Icon glyph />
                <span class="part-tab-label">{label}</span>
                <span class="part-tab-lead"><Icon glyph=Glyph::FORWARD /></span>
            </button>
        }
        .into_any()
    };
    let tabs: Vec<_> = parts.iter().map(tab).collect();
    let back = move |_| {
        let left = chosen.get_untracked();
        chosen.set(None);
        if let Some(left) = left {
            request_animation_frame(move || focus(&tab_id(left)));
        }
    };
    let back_button = move || {
        view! {
            <button class="button-icon" type="button" aria-label=text().parts_back(label) on:click=back>
                <Icon glyph=Glyph::BACK />
            </button>
        }
        .into_any()
    };
    let panel = dynamic(move || {
        let part = parts.iter().find(|part| Some(part.id) == shown.get());
        let Some(part) = part else {
            return ().into_any();
        };
        view! {
            <section class="part" role="tabpanel" id=PANEL aria-labelledby=TITLE>
                <header class="part-head">
                    {when(move || narrow.get(), back_button)}
                    <h3 class="part-title" id=TITLE tabindex="-1">{part.label}</h3>
                </header>
                {(part.content)()}
            </section>
        }
        .into_any()
    });
    view! {
        <div class="parts" class:has-part=move || chosen.read().is_some()>
            <div class="parts-list" role="tablist" aria-label=label aria-orientation="vertical" on:keydown=on_key>
                {tabs}
            </div>
            {panel}
        </div>
    }
}

const PANEL: &str = "part";
const TITLE: &str = "part-title";

fn tab_id(part: &str) -> String {
    format!("part-{part}")
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that is not shown takes no focus.
        let _ = element.focus();
    }
}
