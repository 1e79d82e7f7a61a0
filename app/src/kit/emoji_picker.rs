use crate::{
    erased::{effect, handler, list, memo, part},
    kit::emoji::{GROUPS, of_group, search},
};
use emojis::Emoji;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use markdown::escape;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is done with an emoji that was chosen.
pub(crate) type Choose = Arc<dyn Fn(&'static str) + Send + Sync>;

/// A search shows so many at most.
const MOST: usize = 120;

/// The ones that are chosen most often, in the place of a first group.
const FREQUENT: [&str; 40] = [
    "👍", "👎", "❤️", "😄", "😂", "🙂", "😉", "😍", "🤔", "😮", "😢", "😭", "😅", "😬", "🙄", "😴",
    "🤯", "🥳", "😎", "🫡", "👏", "🙌", "🙏", "💪", "👋", "👀", "🤝", "👌", "🎉", "🔥", "✨", "⭐",
    "🚀", "💯", "✅", "❌", "❓", "💡", "☕", "🐛",
];

/// All emoji, by group and by name.
#[component]
pub(crate) fn EmojiPicker(choose: Choose) -> impl IntoView {
    let query = RwSignal::new(String::new());
    // 0 is for the frequent ones.
    let group = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let grid = NodeRef::<html::Div>::new();
    let shown = memo(move || query.with(|query| cells(query.trim(), group.get())));
    effect(move || {
        if let Some(grid) = grid.get() {
            shown.with(|html| grid.set_inner_html(html));
            grid.set_scroll_top(0);
        }
    });
    let on_input = handler(move |_| {
        if let Some(field) = field.get_untracked() {
            query.set(field.value().to_lowercase());
        }
    });
    let on_field_key = handler(move |event: KeyboardEvent| {
        let first = grid
            .get_untracked()
            .and_then(|grid| grid.first_element_child());
        match (event.key().as_str(), first) {
            ("ArrowDown", Some(first)) => {
                event.prevent_default();
                focus(&first);
            }
            // It may lie in a form, which is not meant.
            ("Enter", first) => {
                event.prevent_default();
                let first = first.filter(|_| !query.with_untracked(String::is_empty));
                if let Some(button) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                    button.click();
                }
            }
            _ => (),
        }
    });
    let on_click = handler(move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let emoji = target
            .filter(|target| target.class_list().contains("emoji"))
            .and_then(|target| target.text_content())
            .and_then(|text| emojis::get(&text));
        if let Some(emoji) = emoji {
            choose(emoji.as_str());
        }
    });
    let on_grid_key = handler(move |event: KeyboardEvent| walk(&event, field));
    let tab = move |place: usize| {
        let (sign, name) = match place.checked_sub(1).and_then(|place| GROUPS.get(place)) {
            Some((group, name)) => (
                of_group(*group).first().map_or("", |emoji| emoji.as_str()),
                *name,
            ),
            None => ("⭐", "Frequent"),
        };
        let pressed = move || (group.get() == place && query.with(String::is_empty)).to_string();
        let open = handler(move |_| {
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
            query.set(String::new());
            group.set(place);
        });
        part! {
            <button class="emoji-group" type="button" aria-label=name title=name aria-pressed=pressed on:click=open>
                {sign}
            </button>
        }
    };
    let nothing = move || {
        if shown.with(String::is_empty) {
            "No emoji has this name."
        } else {
            ""
        }
    };
    part! {
        <div class="emoji-picker">
            <input
                class="input"
                node_ref=field
                type="search"
                autofocus
                autocomplete="off"
                aria-label="Search emoji"
                placeholder="Search emoji"
                on:input=on_input
                on:keydown=on_field_key
            />
            <div class="emoji-groups" role="group" aria-label="Groups">{list(|| (0..=GROUPS.len()).collect(), tab)}</div>
            <div class="emoji-grid" node_ref=grid role="group" aria-label="Emoji" on:click=on_click on:keydown=on_grid_key></div>
            <p class="emoji-nothing" role="status">{nothing}</p>
        </div>
    }
}

fn cells(query: &str, group: usize) -> String {
    let found: Vec<&Emoji> = if !query.is_empty() {
        search(query, MOST)
    } else if let Some((group, _)) = group.checked_sub(1).and_then(|place| GROUPS.get(place)) {
        of_group(*group)
    } else {
        FREQUENT.into_iter().filter_map(emojis::get).collect()
    };
    let mut html = String::new();
    for (place, emoji) in found.into_iter().enumerate() {
        let name = escape(emoji.name()).replace('"', "&quot;");
        let tab = if place == 0 { 0 } else { -1 };
        html.push_str(&format!(
            r#"<button class="emoji" type="button" tabindex="{tab}" aria-label="{name}" title="{name}">{emoji}</button>"#
        ));
    }
    html
}

/// Moves the focus among the emoji; from the first row up to the field above.
fn walk(event: &KeyboardEvent, field: NodeRef<html::Input>) {
    let Some(here) = document().active_element() else {
        return;
    };
    let to = match event.key().as_str() {
        "ArrowRight" => here.next_element_sibling(),
        "ArrowLeft" => here.previous_element_sibling(),
        "ArrowDown" => in_column(&here, Element::next_element_sibling),
        "ArrowUp" => match in_column(&here, Element::previous_element_sibling) {
            Some(above) => Some(above),
            None => field.get_untracked().map(|field| Element::clone(&field)),
        },
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        focus(&to);
    }
}

/// The nearest element in another row that stands in the same column.
fn in_column(here: &Element, next: fn(&Element) -> Option<Element>) -> Option<Element> {
    let left = here.get_bounding_client_rect().left();
    let mut there = next(here)?;
    while (there.get_bounding_client_rect().left() - left).abs() > 1.0 {
        there = next(&there)?;
    }
    Some(there)
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // It fails for no element of the page.
        let _ = element.focus();
    }
}
