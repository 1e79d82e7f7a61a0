//! Completion of a word that is being typed in a text field.

mod candidates;
mod word;

use crate::{
    browser::listen,
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::{
        icon::{Glyph, Icon},
        input_event::pressed_key,
    },
    room::text_field::{byte_offset, write},
};
use candidates::{Candidate, Subject, candidates};
use leptos::{
    ev::{MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use locale::text;
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
    let list = Suggestions {
        chat: use_chat(),
        room,
        textarea,
        id,
        found: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(0),
        typed: StoredValue::new(None),
        stale: RwSignal::new(false),
    };
    effect(move || list.listen());
    let open = memo(move || list.is_open());
    effect(move || list.describe(open.get()));
    let count = memo(move || list.found.read().len());
    let option = move |index| view! { <Suggestion list index /> }.into_any();
    // The focus stays in the text field.
    let keep_focus = move |event: PointerEvent| event.prevent_default();
    let keep_focus_mouse = move |event: MouseEvent| event.prevent_default();
    let options = move || {
        view! {
            <ul class="completion" id=id role="listbox" aria-label=text().search_suggestions()>
                {each(move || (0..count.get()).collect(), option)}
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="completion-place" on:pointerdown=keep_focus on:mousedown=keep_focus_mouse>{when(move || open.get(), options)}</div>
    }
}

/// State of the suggestions for a text field.
#[derive(Clone, Copy)]
struct Suggestions {
    chat: Chat,
    room: RoomId,
    textarea: NodeRef<html::Textarea>,
    id: &'static str,
    found: RwSignal<Vec<Candidate>>,
    /// Index of the suggestion that Enter takes.
    chosen: RwSignal<usize>,
    /// The word that the suggestions are for.
    typed: StoredValue<Option<Word>>,
    /// Whether the text has changed since the suggestions were found.
    stale: RwSignal<bool>,
}

impl Suggestions {
    /// Returns whether there are suggestions. Tracks them.
    fn is_open(self) -> bool {
        !self.found.with(Vec::is_empty)
    }

    fn close(self) {
        if !self.found.with_untracked(Vec::is_empty) {
            self.found.set(Vec::new());
        }
    }

    /// Finds the suggestions for the word at the cursor.
    fn find(self) {
        // A frame after the last keystroke the person may have left the room.
        let Some(textarea) = self.textarea.try_get_untracked().flatten() else {
            return;
        };
        self.stale.set(false);
        let word = word_at_cursor(&textarea);
        let found = match &word {
            Some(word) => self
                .chat
                .peek(|client| candidates(&client.state, self.room, word)),
            None => Vec::new(),
        };
        self.typed.set_value(word);
        self.chosen.set(0);
        if !(found.is_empty() && self.found.with_untracked(Vec::is_empty)) {
            self.found.set(found);
        }
    }

    /// Replaces the word by a suggestion.
    fn take(self, index: usize) {
        let candidate = self.found.read_untracked().get(index).cloned();
        let word = self.typed.get_value();
        self.close();
        if let (Some(candidate), Some(word), Some(textarea)) =
            (candidate, word, self.textarea.get_untracked())
        {
            let text = textarea.value();
            let before = &text[..word.start];
            let after = text[word.end..].trim_start_matches(' ');
            write(&textarea, &format!("{before}{} ", candidate.text), after);
        }
    }

    fn on_key(self, event: &KeyboardEvent) {
        if self.stale.get_untracked() && untrack(|| self.is_open()) {
            // A person who types and takes within one frame means what is typed now.
            self.find();
        }
        let count = self.found.read_untracked().len();
        if count == 0 {
            return;
        }
        let at = self.chosen.get_untracked();
        match pressed_key(event).as_str() {
            "ArrowDown" => self.chosen.set((at + 1) % count),
            "ArrowUp" => self.chosen.set((at + count - 1) % count),
            "Enter" | "Tab" if !event.shift_key() => self.take(at),
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Finds the suggestions in the next frame, so that a fast typist does not wait for them.
    fn find_soon(self) {
        self.stale.set(true);
        request_animation_frame(move || {
            if self.stale.try_get_untracked() == Some(true) {
                self.find();
            }
        });
    }

    /// Listens to the form of the text field, once it is there.
    fn listen(self) {
        let Some(form) = self.textarea.get().and_then(|textarea| textarea.form()) else {
            return;
        };
        // Runs before the field's own listener, for which Enter sends.
        listen(&form, "keydown", move |event| {
            self.on_key(event.unchecked_ref());
        });
        for event in ["input", "click"] {
            listen(&form, event, move |event| {
                let target = event.target();
                if target.is_some_and(|target| target.is_instance_of::<HtmlTextAreaElement>()) {
                    self.find_soon();
                }
            });
        }
        listen(&form, "blur", move |_| self.close());
    }

    /// Tells assistive technology about the list and the chosen suggestion.
    fn describe(self, open: bool) {
        let Some(textarea) = self.textarea.get() else {
            return;
        };
        // These never fail on elements of the page.
        let _ = textarea.set_attribute("aria-autocomplete", "list");
        if open {
            let active = format!("{}-{}", self.id, self.chosen.get());
            let _ = textarea.set_attribute("aria-controls", self.id);
            let _ = textarea.set_attribute("aria-activedescendant", &active);
            if let Some(option) = document().get_element_by_id(&active) {
                option.scroll_into_view_with_bool(false);
            }
        } else {
            let _ = textarea.remove_attribute("aria-controls");
            let _ = textarea.remove_attribute("aria-activedescendant");
        }
    }
}

#[component]
fn Suggestion(list: Suggestions, index: usize) -> impl IntoView {
    let candidate = memo(move || {
        let candidate = list.found.read().get(index).cloned();
        candidate.unwrap_or_default()
    });
    let is_chosen = memo(move || list.chosen.get() == index);
    view! {
        <li
            id=format!("{}-{index}", list.id)
            class="completion-option"
            class:is-chosen=move || is_chosen.get()
            role="option"
            aria-selected=move || is_chosen.get().to_string()
            on:pointerenter=move |_: PointerEvent| list.chosen.set(index)
            on:click=move |_: MouseEvent| list.take(index)
        >
            <span class="completion-sign" aria-hidden="true">{move || candidate.with(|it| sign(&it.subject))}</span>
            <span class="completion-name" dir="auto">{move || candidate.read().name.clone()}</span>
            <span class="completion-hint" dir="auto">{move || candidate.read().hint.clone().unwrap_or_default()}</span>
        </li>
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
        Subject::CustomEmoji(html) => {
            view! { <span class="completion-emoji" inner_html=html.clone()></span> }.into_any()
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
