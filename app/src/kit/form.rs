//! Forms with one button, and their fields.

use crate::{
    api::Submission,
    erased::{effect, when},
    hydrated::Hydrated,
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::{ev::SubmitEvent, html, prelude::*};
use locale::text;
use protocol::limits;

/// A form with one button, which shows the problem of its request.
#[component]
pub(crate) fn SimpleForm(
    /// Name of the button.
    action: &'static str,
    /// Name of the button while the request is under way.
    busy: &'static str,
    submit: Box<dyn Fn() -> Submission>,
    /// Text for when it is done; `None` if the form's page is left then.
    #[prop(optional)]
    done: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let Hydrated(hydrated) = expect_context();
    let request = FormRequest::new();
    let finished = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if request.pending.get_untracked() {
            return;
        }
        finished.set(false);
        request.run(submit(), move |()| {
            if done.is_some() {
                finished.try_set(true);
            } else {
                // The button stays busy until the next page is there.
                request.pending.try_set(true);
            }
        });
    };
    view! {
        <form class="form" method="post" on:submit=on_submit novalidate>
            {children()}
            <RequestProblem request />
            <div role="status">
                {when(move || finished.get(), move || view! { <p class="form-done">{done.unwrap_or_default()}</p> }.into_any())}
            </div>
            <button
                class="button button-primary"
                disabled=move || !hydrated.get()
                aria-busy=move || request.busy()
            >
                {move || (if request.pending.get() { busy } else { action }).to_owned()}
            </button>
        </form>
    }
}

/// A field for one line of text. It starts with the text of `value`.
#[component]
pub(crate) fn TextField(
    label: &'static str,
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    max: usize,
    #[prop(default = true)] required: bool,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // Text typed before the page was hydrated counts too.
    effect(move || {
        if let Some(input) = input.get()
            && !input.value().is_empty()
        {
            value.set(input.value());
        }
    });
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input
                class="input"
                node_ref=input
                type=kind
                aria-label=label
                autocomplete=autocomplete
                maxlength=max.to_string()
                required=required
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
            {when(move || hint.is_some(), move || view! { <span class="field-hint">{hint.unwrap_or_default()}</span> }.into_any())}
        </label>
    }
}

/// Field for the person's name.
#[component]
pub(crate) fn NameField(value: RwSignal<String>) -> impl IntoView {
    view! { <TextField label=text().your_name() value autocomplete="name" max=limits::NAME_CHARS /> }
}

/// Field for the person's e-mail address.
#[component]
pub(crate) fn EmailField(value: RwSignal<String>) -> impl IntoView {
    view! { <TextField label=text().email() value autocomplete="username" kind="email" max=limits::EMAIL_BYTES /> }
}

/// Field for a password that exists.
#[component]
pub(crate) fn PasswordField(value: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField
            label=text().password()
            value
            autocomplete="current-password"
            kind="password"
            max=limits::PASSWORD_BYTES
        />
    }
}

/// Field for a new password.
#[component]
pub(crate) fn NewPasswordField(
    #[prop(default = text().password())] label: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <TextField
            label
            value
            autocomplete="new-password"
            kind="password"
            max=limits::PASSWORD_BYTES
            hint=text().password_hint()
        />
    }
}
