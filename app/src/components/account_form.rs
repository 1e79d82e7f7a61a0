use crate::{interface::Hydrated, model::limits, protocol::Problem};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use std::future::Future;

/// A form outside of the workspace: its fields, its button, and what went wrong.
#[component]
pub(crate) fn AccountForm<S, F>(
    /// The button's name.
    action: &'static str,
    /// The button's name while the request is under way.
    busy: &'static str,
    submit: S,
    children: Children,
) -> impl IntoView
where
    S: Fn() -> F + Copy + 'static,
    F: Future<Output = Result<(), Problem>> + 'static,
{
    let Hydrated(hydrated) = expect_context();
    let pending = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        problem.set(None);
        spawn_local(async move {
            // On success the page is left, so the button stays busy until then.
            if let Err(refusal) = submit().await {
                problem.set(Some(refusal));
                pending.set(false);
            }
        });
    };
    view! {
        <form class="form" method="post" on:submit=on_submit novalidate>
            {children()}
            <div role="alert">
                {move || problem.get().map(|problem| view! { <p class="form-problem">{problem.detail}</p> })}
            </div>
            <button class="button button-primary" disabled=move || !hydrated.get() aria-busy=move || pending.get().then_some("true")>
                {move || if pending.get() { busy } else { action }}
            </button>
        </form>
    }
}

/// A line of text to fill in.
#[component]
pub(crate) fn TextField(
    label: &'static str,
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    max: usize,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    // What was typed before the page came alive counts too.
    Effect::new(move |_| {
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
                required
                on:input:target=move |event| value.set(event.target().value())
            />
            {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
        </label>
    }
}

/// The person's name.
#[component]
pub(crate) fn NameField(value: RwSignal<String>) -> impl IntoView {
    view! { <TextField label="Your name" value autocomplete="name" max=limits::NAME_CHARS /> }
}

/// The person's e-mail address.
#[component]
pub(crate) fn EmailField(value: RwSignal<String>) -> impl IntoView {
    view! { <TextField label="Email" value autocomplete="username" kind="email" max=limits::EMAIL_BYTES /> }
}

/// A password that exists.
#[component]
pub(crate) fn PasswordField(value: RwSignal<String>) -> impl IntoView {
    view! { <TextField label="Password" value autocomplete="current-password" kind="password" max=limits::PASSWORD_BYTES /> }
}

/// A password to be made.
#[component]
pub(crate) fn NewPasswordField(value: RwSignal<String>) -> impl IntoView {
    view! {
        <TextField
            label="Password"
            value
            autocomplete="new-password"
            kind="password"
            max=limits::PASSWORD_BYTES
            hint="At least 8 characters. A few words that only you would put together are best."
        />
    }
}
