use crate::{
    api::Entry,
    erased::{effect, handler},
    interface::Hydrated,
    model::limits,
    protocol::Problem,
};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

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
    let problem = RwSignal::new(None::<Problem>);
    let on_submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        problem.set(None);
        let request = submit();
        spawn_local(async move {
            // On success the page is left, so the button stays busy until then.
            if let Err(refusal) = request.await {
                problem.set(Some(refusal));
                pending.set(false);
            }
        });
    });
    view! {
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
pub(crate) fn ProblemAlert(problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let detail = move || {
        problem
            .get()
            .map(|problem| problem.detail)
            .unwrap_or_default()
    };
    view! { <p class="form-problem" role="alert">{move || detail()}</p> }
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
                on:input=handler(move |event| value.set(event_target_value(&event)))
            />
            <span class="field-hint">{hint}</span>
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
    view! {
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
