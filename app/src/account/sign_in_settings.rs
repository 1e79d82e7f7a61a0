//! What the person signs in with: their e-mail address and their password. Both need the present password.

use crate::{
    api,
    chat::use_chat,
    erased::{memo, when},
    kit::form::{NewPasswordField, SimpleForm, TextField},
};
use leptos::prelude::*;
use locale::{around, text};
use protocol::{
    limits,
    request::{EmailChange, PasswordChange},
};

#[component]
pub(crate) fn SignInSettings() -> impl IntoView {
    let email_changed = RwSignal::new(false);
    let changed = RwSignal::new(false);
    view! {
        <section class="part-section" aria-label=text().email()>
            <h4 class="part-heading">{text().email()}</h4>
            <PresentEmail />
            {when(move || !email_changed.get(), move || view! { <EmailForm changed=email_changed /> }.into_any())}
            <div role="status">{when(move || email_changed.get(), || done(text().email_changed()))}</div>
        </section>
        <section class="part-section" aria-label=text().password()>
            <h4 class="part-heading">{text().password()}</h4>
            {when(move || !changed.get(), move || view! { <PasswordForm changed /> }.into_any())}
            <div role="status">{when(move || changed.get(), || done(text().password_changed()))}</div>
        </section>
    }
}

fn done(text: &'static str) -> AnyView {
    view! { <p class="form-done">{text}</p> }.into_any()
}

#[component]
fn PresentEmail() -> impl IntoView {
    let chat = use_chat();
    let email = memo(move || chat.look(|client| client.state.me.email.clone()));
    let (before, after) = around(|email| text().sign_in_email(email));
    view! {
        <p class="field-hint">
            {before}<strong class="present-email">{move || email.get()}</strong>{after}
        </p>
    }
}

#[component]
fn EmailForm(changed: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let form = EmailChange {
            password: password.get_untracked(),
            email: email.get_untracked(),
        };
        // The person's stream brings the change.
        let sent = api::submit(chat.browser, "PUT", "/api/me/email".into(), &form);
        note(sent, changed)
    };
    view! {
        <SimpleForm action=text().email_change() busy=text().changing() submit=Box::new(submit)>
            <TextField label=text().email_new() value=email autocomplete="email" kind="email" max=limits::EMAIL_BYTES />
            <TextField
                label=text().password_yours()
                value=password
                autocomplete="current-password"
                kind="password"
                max=limits::PASSWORD_BYTES
            />
        </SimpleForm>
    }
}

#[component]
fn PasswordForm(changed: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let current = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let form = PasswordChange {
            current: current.get_untracked(),
            password: password.get_untracked(),
        };
        let sent = api::submit(chat.browser, "PUT", "/api/me/password".into(), &form);
        note(sent, changed)
    };
    view! {
        <SimpleForm action=text().password_change() busy=text().changing() submit=Box::new(submit)>
            <TextField
                label=text().password_current()
                value=current
                autocomplete="current-password"
                kind="password"
                max=limits::PASSWORD_BYTES
            />
            <NewPasswordField label=text().password_new() value=password />
        </SimpleForm>
    }
}

/// Notes when a change is made.
fn note(sent: api::Submission, changed: RwSignal<bool>) -> api::Submission {
    Box::pin(async move {
        sent.await?;
        changed.try_set(true);
        Ok(())
    })
}
