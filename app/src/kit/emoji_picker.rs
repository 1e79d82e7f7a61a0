//! Choice of an emoji: by group, or by name.

use crate::{
    browser::BrowserHandle,
    chat::use_chat,
    erased::{each, effect, memo, when},
    kit::{
        custom_emoji::CustomEmojiChoice,
        emoji::{EmojiGroup, NamedEmoji, SkinTone, table},
        emoji_recent::RecentEmoji,
        input_event::pressed_key,
    },
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

/// Key of the browser's storage for the chosen skin tone.
const TONE_KEY: &str = "emoji-tone";

/// All emoji, by group and by name. Arrow keys move among them, Enter chooses. The skin tone and the emoji that were chosen
/// last are remembered for the device.
#[component]
pub(crate) fn EmojiPicker(choose: ChooseEmoji) -> impl IntoView {
    let browser = use_chat().browser;
    let stored = browser.get().stored(TONE_KEY);
    let stored = stored.as_deref().and_then(SkinTone::from_name);
    let tone = RwSignal::new(stored.unwrap_or_default());
    let recent = RecentEmoji::of_device(browser);
    let query = RwSignal::new(String::new());
    // 0 for the frequent ones.
    let group = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let grid = NodeRef::<html::Div>::new();
    let shown =
        memo(move || query.with(|query| cells(query.trim(), group.get(), tone.get(), &recent)));
    effect(move || {
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
            .and_then(|text| Some((table()?, table()?.find(&text)?)));
        if let Some((table, it)) = emoji {
            RecentEmoji::add(browser, it.emoji);
            choose(table.toned(it.emoji, tone.get_untracked()));
        }
    };
    let on_grid_key = move |event: KeyboardEvent| move_focus(&event, field);
    let tab = move |place: usize| {
        let (sign, name) = match group_at(place) {
            Some(group) => (group.emoji.first().map_or("", |it| it.emoji), group.name),
            None => ("🕘", "Recently and frequently used"),
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
            <div class="emoji-search">
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
            <ToneChoice tone browser />
            </div>
            <div class="emoji-groups" role="group" aria-label="Groups">{each(|| (0..=groups().len()).collect(), tab)}</div>
            <div class="emoji-grid" node_ref=grid role="group" aria-label="Emoji" on:click=on_click on:keydown=on_grid_key></div>
            <p class="emoji-nothing" role="status">{nothing}</p>
            <CustomEmojiChoice choose=choose_custom query group />
        </div>
    }
}

/// Choice of the skin tone: one button that shows it, and the tones while it is pressed.
#[component]
fn ToneChoice(tone: RwSignal<SkinTone>, browser: BrowserHandle) -> impl IntoView {
    let open = RwSignal::new(false);
    let toned = |tone| table().map_or("✋", |table| table.toned("✋", tone));
    let option = move |place: usize| {
        let this = SkinTone::ALL[place];
        let take = move |_| {
            browser.get().store(TONE_KEY, this.name());
            tone.set(this);
            open.set(false);
        };
        view! {
            <button class="emoji-tone" type="button" role="radio" aria-label=this.name() title=this.name()
                aria-checked=move || (tone.get() == this).to_string() on:click=take>
                {toned(this)}
            </button>
        }
        .into_any()
    };
    let options = move || {
        view! {
            <div class="emoji-tones" role="radiogroup" aria-label="Skin tone">
                {(0..SkinTone::ALL.len()).map(option).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <button class="emoji-tone" type="button" aria-label="Skin tone" title="Skin tone"
            aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|it| *it = !*it)>
            {move || toned(tone.get())}
        </button>
        {when(move || open.get(), options)}
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
fn cells(query: &str, group: usize, tone: SkinTone, recent: &RecentEmoji) -> String {
    let Some(table) = table() else {
        return String::new();
    };
    let found: Vec<&NamedEmoji> = if !query.is_empty() {
        table.search(query, MOST)
    } else if let Some(group) = group_at(group) {
        group.emoji.iter().collect()
    } else {
        let recent = recent.followed_by(&FREQUENT);
        { recent.iter() }
            .filter_map(|emoji| table.find(emoji))
            .collect()
    };
    let mut html = String::new();
    for (place, NamedEmoji { emoji, name, .. }) in found.into_iter().enumerate() {
        let name = escape_attribute(name);
        let emoji = table.toned(emoji, tone);
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
        "Home" => here
            .parent_element()
            .and_then(|grid| grid.first_element_child()),
        "End" => here
            .parent_element()
            .and_then(|grid| grid.last_element_child()),
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
