use crate::{
    api::Entry,
    erased::{effect, handler, part, spawn, when},
    interface::Hydrated,
    model::limits,
};
use leptos::{ev::SubmitEvent, html, prelude::*};

/// A form outside of the workspace: its fields, its button, and what went wrong.
#[component]
pub(crate) fn AccountForm(
    /// The button's name.
    action: &'static str,
    /// The button's name while the request is under way.
    busy: &'static str,
    submit: Box<dyn Fn() -> Entry>,
    children: Children,
) -> impl IntoView {
    let Hydrated(hydrated) = expect_context();
    let pending = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let on_submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        problem.set(String::new());
        let request = submit();
        spawn(async move {
            // On success the page is left, so the button stays busy until then.
            if let Err(refusal) = request.await {
                problem.set(refusal.detail);
                pending.set(false);
            }
        });
    });
    part! {
        <form class="form" method="post" on:submit=on_submit novalidate>
            {children()}
            <ProblemAlert problem />
            <button
                class="button button-primary"
                disabled=move || !hydrated.get()
                aria-busy=move || pending.get().then_some("true")
            >
                {move || (if pending.get() { busy } else { action }).to_owned()}
            </button>
        </form>
    }
}

/// What went wrong with what the person asked for, in the server's words.
#[component]
pub(crate) fn ProblemAlert(problem: RwSignal<String>) -> impl IntoView {
    let text = move || part! { <p class="form-problem">{move || problem.get()}</p> };
    part! { <div role="alert">{when(move || problem.with(|problem| !problem.is_empty()), text)}</div> }
}

/// A line of text to fill in.
#[component]
pub(crate) fn TextField(
    label: &'static str,
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    max: usize,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // What was typed before the page came alive counts too.
    effect(move || {
        if let Some(input) = input.get()
            && !input.value().is_empty()
        {
            value.set(input.value());
        }
    });
    part! {
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
                on:input=handler(move |event| value.set(event_target_value(&event)))
            />
            {when(move || !hint.is_empty(), move || part! { <span class="field-hint">{hint}</span> })}
        </label>
    }
}

/// The person's name.
#[component]
pub(crate) fn NameField(value: RwSignal<String>) -> impl IntoView {
    part! { <TextField label="Your name" value autocomplete="name" max=limits::NAME_CHARS /> }
}

/// The person's e-mail address.
#[component]
pub(crate) fn EmailField(value: RwSignal<String>) -> impl IntoView {
    part! { <TextField label="Email" value autocomplete="username" kind="email" max=limits::EMAIL_BYTES /> }
}

/// A password that exists.
#[component]
pub(crate) fn PasswordField(value: RwSignal<String>) -> impl IntoView {
    part! {
        <TextField
            label="Password"
            value
            autocomplete="current-password"
            kind="password"
            max=limits::PASSWORD_BYTES
        />
    }
}

/// A password to be made.
#[component]
pub(crate) fn NewPasswordField(value: RwSignal<String>) -> impl IntoView {
    part! {
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
