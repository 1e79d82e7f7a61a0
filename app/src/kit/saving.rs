//! Fields that are saved as soon as they are changed, each with a sign of its own.

use crate::{
    api::Submission,
    chat::use_chat,
    erased::when,
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use std::sync::Arc;

/// Whether a field is being saved, is saved, or could not be saved.
#[derive(Clone, Copy)]
pub(crate) struct Saving {
    request: FormRequest,
    saved: RwSignal<bool>,
}

impl Saving {
    pub(crate) fn new() -> Self {
        Self {
            request: FormRequest::new(),
            saved: RwSignal::new(false),
        }
    }

    /// Shows that the field is saved.
    pub(crate) fn done(self) {
        self.saved.try_set(true);
    }

    /// Sends the change, and shows the outcome.
    pub(crate) fn send(self, sent: Submission) {
        self.send_then(sent, || ());
    }

    /// Sends the change, shows the outcome, and calls `then` if it is saved.
    pub(crate) fn send_then(self, sent: Submission, then: impl FnOnce() + 'static) {
        self.saved.set(false);
        self.request.run(sent, move |()| {
            self.done();
            then();
        });
    }
}

/// Says that a field is saved.
#[component]
pub(crate) fn SavedSign(saving: Saving) -> impl IntoView {
    let sign = || view! { <span class="saved-sign-text">{text().field_saved()}</span> }.into_any();
    view! {
        <span class="saved-sign" role="status">{when(move || saving.saved.get(), sign)}</span>
    }
}

/// Says why a field could not be saved.
#[component]
pub(crate) fn SavingProblem(saving: Saving) -> impl IntoView {
    view! { <RequestProblem request=saving.request /> }
}

/// Sends a new text of a field.
pub(crate) type SaveText = Arc<dyn Fn(String) -> Submission + Send + Sync>;

/// A text that is saved when the person leaves its field or presses Enter.
#[derive(Clone, Copy)]
pub(crate) struct SavedText {
    text: RwSignal<String>,
    pub(crate) saving: Saving,
    /// The text that is saved.
    saved: StoredValue<String>,
    save: StoredValue<SaveText>,
}

impl SavedText {
    /// Makes the field's state. What is still unsaved when the field leaves the page is saved then.
    pub(crate) fn new(text: String, save: SaveText) -> Self {
        let field = Self {
            text: RwSignal::new(text.clone()),
            saving: Saving::new(),
            saved: StoredValue::new(text),
            save: StoredValue::new(save),
        };
        let chat = use_chat();
        on_cleanup(move || {
            let Some(sent) = field.unsaved() else { return };
            spawn_local(async move {
                if let Err(problem) = sent.await {
                    chat.notify(&problem.detail);
                }
            });
        });
        field
    }

    /// Returns the request that saves the text. `None` if it is saved or on its way.
    fn unsaved(self) -> Option<Submission> {
        let text = self.text.try_get_untracked()?;
        if text == self.saved.try_get_value()? || self.saving.request.pending.try_get_untracked()? {
            return None;
        }
        Some(self.save.try_get_value()?(text))
    }

    /// Saves the text, unless it is saved.
    pub(crate) fn save(self) {
        let Some(text) = self.text.try_get_untracked() else {
            return;
        };
        if let Some(sent) = self.unsaved() {
            self.saving.send_then(sent, move || {
                self.saved.try_set_value(text);
                // It may have been changed again meanwhile.
                self.save();
            });
        }
    }

    /// Takes what was typed. What the server said about the earlier text goes now: if it went when the field is left, what
    /// is below would move away under the pointer.
    fn change(self, text: String) {
        self.saving.saved.set(false);
        self.saving.request.problem.set(None);
        self.text.set(text);
    }

    /// Returns the attribute that marks an invalid field.
    fn invalid(self) -> Option<&'static str> {
        let problem = self.saving.request.problem;
        problem.with(Option::is_some).then_some("true")
    }
}

/// A field for one line of text, saved when it is left.
#[component]
pub(crate) fn SavedField(
    label: &'static str,
    field: SavedText,
    max: usize,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let SavedText { text, saving, .. } = field;
    view! {
        <div class="field">
            <label class="field">
                <span class="field-head">
                    <span class="field-label">{label}</span>
                    <SavedSign saving />
                </span>
                <input
                    class="input"
                    aria-label=label
                    dir="auto"
                    autocomplete=autocomplete
                    maxlength=max.to_string()
                    aria-invalid=move || field.invalid()
                    value=text.get_untracked()
                    on:input=move |event| field.change(event_target_value(&event))
                    on:change=move |_| field.save()
                />
                {hint.map(|hint| view! { <span class="field-hint">{hint}</span> }.into_any())}
            </label>
            <SavingProblem saving />
        </div>
    }
}

/// A field for several lines of text, saved when it is left.
#[component]
pub(crate) fn SavedArea(
    label: &'static str,
    field: SavedText,
    max: usize,
    hint: &'static str,
) -> impl IntoView {
    let SavedText { text, saving, .. } = field;
    view! {
        <label class="field">
            <span class="field-head">
                <span class="field-label">{label}</span>
                <SavedSign saving />
            </span>
            <textarea
                class="input"
                aria-label=label
                dir="auto"
                rows="3"
                autofocus
                maxlength=max.to_string()
                aria-invalid=move || field.invalid()
                prop:value=text.get_untracked()
                on:input=move |event| field.change(event_target_value(&event))
                on:change=move |_| field.save()
            ></textarea>
            <span class="field-hint">{hint}</span>
        </label>
        <SavingProblem saving />
    }
}
