//! A created link, with a button that copies it.

use crate::{
    chat::{Chat, use_chat},
    erased::when,
};
use leptos::prelude::*;
use locale::text;

/// A created link, and a note about it.
#[derive(Clone, Copy)]
pub(crate) struct MadeLink {
    chat: Chat,
    pub(crate) link: RwSignal<Option<String>>,
    note: RwSignal<&'static str>,
}

impl MadeLink {
    pub(crate) fn new() -> Self {
        Self {
            chat: use_chat(),
            link: RwSignal::new(None),
            note: RwSignal::new(""),
        }
    }

    /// Removes the link and the note.
    pub(crate) fn clear(self) {
        self.link.set(None);
        self.note.set("");
    }

    /// Shows the link with a path of this Hubbub.
    pub(crate) fn set_path(self, path: &str) {
        let origin = self.chat.browser.get().origin();
        self.link.try_set(Some(format!("{origin}{path}")));
    }

    pub(crate) fn note(self, note: &'static str) {
        self.note.try_set(note);
    }

    /// Puts the link on the clipboard, or says how else to copy it.
    pub(crate) fn copy(self) {
        let link = self.link.get_untracked();
        let copied = link.is_some_and(|link| self.chat.browser.get().copy(&link));
        self.note(match copied {
            true => text().made_link_copied(),
            false => text().made_link_not_copied(),
        });
    }

    /// Returns the link, or an empty text, and tracks it.
    pub(crate) fn text(self) -> String {
        self.link.get().unwrap_or_default()
    }
}

/// The link and its button, once it is created.
#[component]
pub(crate) fn MadeLinkField(
    made: MadeLink,
    label: &'static str,
    copy_label: &'static str,
    button_class: &'static str,
) -> impl IntoView {
    let field = move || {
        view! {
            <input class="input" readonly aria-label=label prop:value=move || made.text() />
            <button class=button_class type="button" on:click=move |_| made.copy()>{copy_label}</button>
        }.into_any()
    };
    view! {
        {when(move || made.link.read().is_some(), field)}
        <LinkNote made />
    }
}

/// The note about a created link.
#[component]
pub(crate) fn LinkNote(made: MadeLink) -> impl IntoView {
    view! { <p class="field-hint" role="status">{move || made.note.get().to_owned()}</p> }
}
