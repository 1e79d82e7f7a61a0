//! Choice of an emoji: by group, or by name.

mod cells;
pub(super) mod frequent;
mod keys;

use crate::{
    browser::{BrowserHandle, closest},
    chat::use_chat,
    erased::{effect, memo, when},
    kit::{
        emoji::{SkinTone, table},
        emoji_recent::RecentEmoji,
        input_event::pressed_key,
    },
};
use cells::{cells, group_at, groups, workspace_cells};
use keys::{first_emoji, focus, move_focus};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use locale::text;
use protocol::CustomEmoji;
use std::sync::Arc;

/// Action on the emoji that was chosen.
pub(crate) type ChooseEmoji = Arc<dyn Fn(&str) + Send + Sync>;

/// Key of the browser's storage for the chosen skin tone.
const TONE_KEY: &str = "emoji-tone";

/// All emoji, by group and by name, and below them those of the workspace. Arrow keys move among them all, Enter chooses. The
/// skin tone and the emoji that were chosen last are remembered for the device.
#[component]
pub(crate) fn EmojiPicker(choose: ChooseEmoji) -> impl IntoView {
    let chat = use_chat();
    let browser = chat.browser;
    let stored = browser.get().stored(TONE_KEY);
    let stored = stored.as_deref().and_then(SkinTone::from_value);
    let tone = RwSignal::new(stored.unwrap_or_default());
    let recent = RecentEmoji::of_device(browser);
    let query = RwSignal::new(String::new());
    // 0 for the frequent ones.
    let group = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let picker = NodeRef::<html::Div>::new();
    let own = memo(move || chat.look(|client| client.state.emoji.clone()));
    let shown = memo(move || {
        query.with(|query| {
            own.with(|own| cells(query.trim(), group.get(), tone.get(), &recent, own))
        })
    });
    let of_workspace = memo(move || {
        query.with(|query| own.with(|own| workspace_cells(query.trim(), group.get(), own)))
    });
    let on_input = move |_| {
        if let Some(field) = field.get_untracked() {
            query.set(field.value().to_lowercase());
        }
    };
    let on_field_key = move |event: KeyboardEvent| {
        let first = picker.get_untracked().and_then(|all| first_emoji(&all));
        match (pressed_key(&event).as_str(), first) {
            ("ArrowDown", Some(first)) => {
                event.prevent_default();
                focus(&first);
            }
            // The picker may be in a form, which Enter would submit.
            ("Enter", first) => {
                event.prevent_default();
                let first = first.filter(|_| !query.with_untracked(String::is_empty));
                if let Some(button) = first {
                    button.click();
                }
            }
            _ => (),
        }
    };
    let on_click = move |event: MouseEvent| {
        let Some(cell) = closest(event.target(), ".emoji") else {
            return;
        };
        // A picture has no text; the name of its button is what a text or a reaction names it by.
        let name = cell.get_attribute("aria-label").unwrap_or_default();
        let text = cell.text_content().unwrap_or_default();
        if CustomEmoji::typed_name(&name).is_some() {
            RecentEmoji::add(browser, &name);
            choose(&name);
        } else if let Some((table, it)) = table().and_then(|it| Some((it, it.find(&text)?))) {
            RecentEmoji::add(browser, it.emoji);
            choose(table.toned(it.emoji, tone.get_untracked()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // The field has moved the focus itself.
        if event.default_prevented() {
            return;
        }
        if let (Some(picker), Some(field)) = (picker.get_untracked(), field.get_untracked()) {
            move_focus(&event, &picker, &field);
        }
    };
    let tab = move |place: usize| {
        let (sign, name) = match group_at(place) {
            Some(group) => {
                let sign = group.emoji.first().map_or("", |it| it.emoji);
                (sign, text().emoji_group(place))
            }
            None => ("🕘", text().emoji_frequent().to_owned()),
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
            <button class="emoji-group" type="button" aria-label=name.clone() title=name aria-pressed=pressed on:click=open>
                {sign}
            </button>
        }.into_any()
    };
    let nothing = move || {
        if shown.with(String::is_empty) && of_workspace.with(String::is_empty) {
            text().emoji_none()
        } else {
            ""
        }
    };
    let grid = NodeRef::<html::Div>::new();
    effect(move || {
        shown.track();
        if let Some(grid) = grid.get() {
            grid.set_scroll_top(0);
        }
    });
    let workspace = move || {
        view! {
            <div class="emoji-of-workspace" role="group" aria-label=text().emoji_of_workspace() inner_html=move || of_workspace.get()></div>
        }
        .into_any()
    };
    view! {
        <div class="emoji-picker" node_ref=picker on:click=on_click on:keydown=on_key>
            <div class="emoji-search">
            <input
                class="input"
                node_ref=field
                type="search"
                autofocus
                autocomplete="off"
                aria-label=text().emoji_search()
                placeholder=text().emoji_search()
                on:input=on_input
                on:keydown=on_field_key
            />
            <ToneChoice tone browser />
            </div>
            <div class="emoji-groups" role="group" aria-label=text().emoji_groups()>{(0..=groups().len()).map(tab).collect_view()}</div>
            <div class="emoji-grid" node_ref=grid role="group" aria-label=text().emoji() inner_html=move || shown.get()></div>
            <p class="emoji-nothing" role="status">{nothing}</p>
            {when(move || !of_workspace.read().is_empty(), workspace)}
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
            browser.get().store(TONE_KEY, this.value());
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
            <div class="emoji-tones" role="radiogroup" aria-label=text().skin_tone()>
                {(0..SkinTone::ALL.len()).map(option).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <button class="emoji-tone" type="button" aria-label=text().skin_tone() title=text().skin_tone()
            aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|it| *it = !*it)>
            {move || toned(tone.get())}
        </button>
        {when(move || open.get(), options)}
    }
}
