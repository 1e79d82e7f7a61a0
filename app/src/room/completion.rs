//! Completion of a word that is being typed in a text field.

mod candidates;
mod word;

use crate::{
    browser::listen,
    chat::use_chat,
    erased::when,
    kit::icon::{Glyph, Icon},
    room::text_field::{byte_offset, is_composing, write},
};
use candidates::{Candidate, Subject, candidates};
use leptos::{
    ev::{MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use protocol::RoomId;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use word::{Word, word};

/// Suggestions for the word that is being typed: people after `@`, rooms after `#`, emoji after `:`. Arrow keys choose one,
/// Enter or Tab takes it, Escape closes the list.
#[component]
pub(crate) fn Completion(
    room: RoomId,
    textarea: NodeRef<html::Textarea>,
    /// Id of the list, and prefix of its options' ids: a page may have two completions.
    id: &'static str,
) -> impl IntoView {
    let chat = use_chat();
    let found = RwSignal::new(Vec::<Candidate>::new());
    let chosen = RwSignal::new(0_usize);
    let typed = StoredValue::new(None::<Word>);
    // Whether the text has changed since the suggestions were found.
    let stale = RwSignal::new(false);
    let close = move || {
        if !found.with_untracked(Vec::is_empty) {
            found.set(Vec::new());
        }
    };
    let find = move || {
        // A frame after the last keystroke the person may have left the room.
        let Some(textarea) = textarea.try_get_untracked().flatten() else {
            return;
        };
        stale.set(false);
        let now = word_at_cursor(&textarea);
        let candidates = match &now {
            Some(word) => chat.peek(|client| candidates(&client.state, room, word)),
            None => Vec::new(),
        };
        typed.set_value(now);
        chosen.set(0);
        if !(candidates.is_empty() && found.with_untracked(Vec::is_empty)) {
            found.set(candidates);
        }
    };
    let take = move |index: usize| {
        let candidate = found.with_untracked(|found| found.get(index).cloned());
        let word = typed.get_value();
        close();
        if let (Some(candidate), Some(word), Some(textarea)) =
            (candidate, word, textarea.get_untracked())
        {
            let text = textarea.value();
            let before = &text[..word.start];
            let after = text[word.end..].trim_start_matches(' ');
            write(&textarea, &format!("{before}{} ", candidate.text), after);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_open = !found.with_untracked(Vec::is_empty);
        if is_open && stale.get_untracked() {
            // A person who types and takes within one frame means what is typed now.
            find();
        }
        let count = found.with_untracked(Vec::len);
        if count == 0 || is_composing(&event) {
            return;
        }
        let at = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set((at + 1) % count),
            "ArrowUp" => chosen.set((at + count - 1) % count),
            "Enter" | "Tab" if !event.shift_key() => take(at),
            "Escape" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    Effect::new(move || {
        let Some(form) = textarea.get().and_then(|textarea| textarea.form()) else {
            return;
        };
        // Runs before the field's own listener, for which Enter sends.
        listen(&form, "keydown", move |event| {
            on_key(event.unchecked_into())
        });
        for event in ["input", "click"] {
            listen(&form, event, move |event| {
                let target = event.target();
                if target.is_some_and(|target| target.is_instance_of::<HtmlTextAreaElement>()) {
                    stale.set(true);
                    request_animation_frame(move || {
                        if stale.try_get_untracked() == Some(true) {
                            find();
                        }
                    });
                }
            });
        }
        listen(&form, "blur", move |_| close());
    });
    let open = Memo::new(move |_| !found.with(Vec::is_empty));
    Effect::new(move || {
        let Some(textarea) = textarea.get() else {
            return;
        };
        // These never fail on elements of the page.
        let _ = textarea.set_attribute("aria-autocomplete", "list");
        if open.get() {
            let active = format!("{id}-{}", chosen.get());
            let _ = textarea.set_attribute("aria-controls", id);
            let _ = textarea.set_attribute("aria-activedescendant", &active);
            if let Some(option) = document().get_element_by_id(&active) {
                option.scroll_into_view_with_bool(false);
            }
        } else {
            let _ = textarea.remove_attribute("aria-controls");
            let _ = textarea.remove_attribute("aria-activedescendant");
        }
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let option = move |index: usize| {
        let candidate = Memo::new(move |_| {
            found
                .with(|found| found.get(index).cloned())
                .unwrap_or_default()
        });
        let is_chosen = Memo::new(move |_| chosen.get() == index);
        view! {
            <li
                id=format!("{id}-{index}")
                class="completion-option"
                class:is-chosen=move || is_chosen.get()
                role="option"
                aria-selected=move || is_chosen.get().to_string()
                on:pointerenter=move |_: PointerEvent| chosen.set(index)
                on:click=move |_: MouseEvent| take(index)
            >
                <span class="completion-sign" aria-hidden="true">{move || candidate.with(|it| sign(&it.subject))}</span>
                <span class="completion-name" dir="auto">{move || candidate.with(|it| it.name.clone())}</span>
                <span class="completion-hint" dir="auto">{move || candidate.with(|it| it.hint.clone())}</span>
            </li>
        }.into_any()
    };
    // The focus stays in the text field.
    let keep_focus = move |event: PointerEvent| event.prevent_default();
    let keep_focus_mouse = move |event: MouseEvent| event.prevent_default();
    let options = move || {
        view! {
            <ul class="completion" id=id role="listbox" aria-label="Suggestions">
                <For each=move || 0..count.get() key=|key| *key children=option />
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="completion-place" on:pointerdown=keep_focus on:mousedown=keep_focus_mouse>{when(move || open.get(), options)}</div>
    }
}

fn sign(subject: &Subject) -> AnyView {
    match subject {
        Subject::Person => view! { <span>"@"</span> }.into_any(),
        Subject::Everyone => view! { <Icon glyph=Glyph::PEOPLE /> }.into_any(),
        Subject::Room => view! { <Icon glyph=Glyph::HASH /> }.into_any(),
        Subject::Emoji(emoji) => {
            view! { <span class="completion-emoji">{*emoji}</span> }.into_any()
        }
    }
}

fn word_at_cursor(textarea: &HtmlTextAreaElement) -> Option<Word> {
    let start = textarea.selection_start().ok()??;
    let end = textarea.selection_end().ok()??;
    let text = textarea.value();
    (start == end)
        .then(|| word(&text, byte_offset(&text, start)))
        .flatten()
}
