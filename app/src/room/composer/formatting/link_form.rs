//! Dialog that puts a link over the selected words.

use super::selection::show;
use crate::{
    kit::dialog::Dialog,
    room::composer::markup::{SelectedText, insert_link, is_address},
};
use leptos::{ev::SubmitEvent, html, prelude::*};
use locale::text;

/// Longest address and text, in characters.
const LONGEST: usize = 2_000;

/// State of the dialog.
#[derive(Clone, Copy)]
pub(super) struct LinkForm {
    textarea: NodeRef<html::Textarea>,
    open: RwSignal<bool>,
    /// The text and selection when the dialog was opened.
    at: StoredValue<Option<SelectedText>>,
    label: RwSignal<String>,
    address: RwSignal<String>,
}

impl LinkForm {
    pub(super) fn new(textarea: NodeRef<html::Textarea>) -> Self {
        Self {
            textarea,
            open: RwSignal::new(false),
            at: StoredValue::new(None),
            label: RwSignal::new(String::new()),
            address: RwSignal::new(String::new()),
        }
    }

    /// Opens the dialog for a selection.
    pub(super) fn open(self, selected: SelectedText) {
        let words = selected.selected().trim().to_owned();
        let (label, address) = match is_address(&words) {
            true => (String::new(), words),
            false => (words, String::new()),
        };
        self.label.set(label);
        self.address.set(address);
        self.at.set_value(Some(selected));
        self.open.set(true);
    }

    fn insert(self) {
        let address = self.address.get_untracked();
        if address.trim().is_empty() {
            return;
        }
        self.open.set(false);
        let at = self.at.try_update_value(Option::take).flatten();
        // Waits a frame: the dialog gives the focus back first.
        request_animation_frame(move || {
            let field = self.textarea.try_get_untracked().flatten();
            // Another device may have changed the text meanwhile.
            if let (Some(at), Some(field)) = (at, field)
                && field.value() == at.text
            {
                let label = self.label.get_untracked();
                show(&field, &insert_link(&at, &label, &address));
            }
        });
    }
}

/// The dialog.
#[component]
pub(super) fn LinkDialog(form: LinkForm) -> impl IntoView {
    let content = move || {
        let has_text = !form.label.read_untracked().is_empty();
        let on_submit = move |event: SubmitEvent| {
            event.prevent_default();
            // The form of the dialog is within the composer's.
            event.stop_propagation();
            form.insert();
        };
        view! {
            <form class="form" on:submit=on_submit novalidate>
                <LinkField label=text().link_text() kind="text" value=form.label focused=!has_text />
                <LinkField label=text().link_address() kind="url" value=form.address focused=has_text />
                <p class="field-hint">{text().link_hint()}</p>
                <div class="dialog-actions">
                    <button class="button" type="button" on:click=move |_| form.open.set(false)>{text().cancel()}</button>
                    <button class="button button-primary" disabled=move || form.address.read().trim().is_empty()>{text().link_add()}</button>
                </div>
            </form>
        }
        .into_any()
    };
    view! { <Dialog title=text().link_title() open=form.open content /> }
}

#[component]
fn LinkField(
    label: &'static str,
    kind: &'static str,
    value: RwSignal<String>,
    /// Whether it has the focus when the dialog opens.
    focused: bool,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input class="input" type=kind aria-label=label autocomplete="off" maxlength=LONGEST.to_string() autofocus=focused
                value=value.get_untracked() on:input=move |event| value.set(event_target_value(&event)) />
        </label>
    }
}
