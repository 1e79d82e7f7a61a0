//! Dialog content to choose an emoji: by group, or by name.

use crate::kit::{
    custom_emoji::CustomEmojiChoice,
    emoji::{EmojiGroup, NamedEmoji, table},
    input_event::pressed_key,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use markdown::escape_attribute;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Action on the emoji that was chosen.
pub(crate) type ChooseEmoji = Arc<dyn Fn(&'static str) + Send + Sync>;

/// The most emoji that a search shows.
const MOST: usize = 120;

/// The emoji that are chosen most often, as a first group.
pub(super) const FREQUENT: [&str; 40] = [
    "👍", "👎", "❤️", "😄", "😂", "🙂", "😉", "😍", "🤔", "😮", "😢", "😭", "😅", "😬", "🙄", "😴",
    "🤯", "🥳", "😎", "🫡", "👏", "🙌", "🙏", "💪", "👋", "👀", "🤝", "👌", "🎉", "🔥", "✨", "⭐",
    "🚀", "💯", "✅", "❌", "❓", "💡", "☕", "🐛",
];

/// All emoji, by group and by name. Arrow keys move among them, Enter chooses.
#[component]
pub(crate) fn EmojiPicker(choose: ChooseEmoji) -> impl IntoView {
    let query = RwSignal::new(String::new());
    // 0 for the frequent ones.
    let group = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let grid = NodeRef::<html::Div>::new();
    let shown = Memo::new(move |_| query.with(|query| cells(query.trim(), group.get())));
    Effect::new(move || {
        if let Some(grid) = grid.get() {
            shown.with(|html| grid.set_inner_html(html));
            grid.set_scroll_top(0);
        }
    });
    let on_input = move |_| {
        if let Some(field) = field.get_untracked() {
            query.set(field.value().to_lowercase());
        }
    };
    let on_field_key = move |event: KeyboardEvent| {
        let first = grid
            .get_untracked()
            .and_then(|grid| grid.first_element_child());
        match (pressed_key(&event).as_str(), first) {
            ("ArrowDown", Some(first)) => {
                event.prevent_default();
                focus(&first);
            }
            // The picker may be in a form, which Enter would submit.
            ("Enter", first) => {
                event.prevent_default();
                let first = first.filter(|_| !query.with_untracked(String::is_empty));
                if let Some(button) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                    button.click();
                }
            }
            _ => (),
        }
    };
    let choose_custom = Arc::clone(&choose);
    let on_click = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let emoji = target
            .filter(|target| target.class_list().contains("emoji"))
            .and_then(|target| target.text_content())
            .and_then(|text| table()?.find(&text));
        if let Some(it) = emoji {
            choose(it.emoji);
        }
    };
    let on_grid_key = move |event: KeyboardEvent| move_focus(&event, field);
    let tab = move |place: usize| {
        let (sign, name) = match group_at(place) {
            Some(group) => (group.emoji.first().map_or("", |it| it.emoji), group.name),
            None => ("⭐", "Frequently used"),
        };
        let pressed = move || (group.get() == place && query.with(String::is_empty)).to_string();
        let open = move |_| {
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
            query.set(String::new());
            group.set(place);
        };
        view! {
            <button class="emoji-group" type="button" aria-label=name title=name aria-pressed=pressed on:click=open>
                {sign}
            </button>
        }.into_any()
    };
    let nothing = move || {
        if shown.with(String::is_empty) {
            "No emoji found."
        } else {
            ""
        }
    };
    view! {
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
            <div class="emoji-groups" role="group" aria-label="Groups"><For each=|| 0..=groups().len() key=|key| *key children=tab /></div>
            <div class="emoji-grid" node_ref=grid role="group" aria-label="Emoji" on:click=on_click on:keydown=on_grid_key></div>
            <p class="emoji-nothing" role="status">{nothing}</p>
            <CustomEmojiChoice choose=choose_custom query group />
        </div>
    }
}

/// Returns the groups of emoji, which follow the frequent ones.
fn groups() -> &'static [EmojiGroup] {
    table().map_or(&[], |table| &table.groups)
}

/// Returns a group by the place of its tab, `None` for the frequent emoji.
fn group_at(place: usize) -> Option<&'static EmojiGroup> {
    groups().get(place.checked_sub(1)?)
}

/// Returns the buttons of the emoji that a query finds, or of a group if there is no query.
fn cells(query: &str, group: usize) -> String {
    let Some(table) = table() else {
        return String::new();
    };
    let found: Vec<&NamedEmoji> = if !query.is_empty() {
        table.search(query, MOST)
    } else if let Some(group) = group_at(group) {
        group.emoji.iter().collect()
    } else {
        let frequent = FREQUENT.into_iter();
        frequent.filter_map(|emoji| table.find(emoji)).collect()
    };
    let mut html = String::new();
    for (place, NamedEmoji { emoji, name, .. }) in found.into_iter().enumerate() {
        let name = escape_attribute(name);
        let tab = if place == 0 { 0 } else { -1 };
        html.push_str(&format!(
            r#"<button class="emoji" type="button" tabindex="{tab}" aria-label="{name}" title="{name}">{emoji}</button>"#
        ));
    }
    html
}

/// Moves the focus among the emoji, and from the first row up to the field above.
fn move_focus(event: &KeyboardEvent, field: NodeRef<html::Input>) {
    let Some(here) = document().active_element() else {
        return;
    };
    let to = match pressed_key(event).as_str() {
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

/// Returns the nearest element of another row in the same column.
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
        // It cannot fail for an element of the page.
        let _ = element.focus();
    }
}
