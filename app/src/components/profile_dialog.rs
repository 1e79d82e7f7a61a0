use super::{
    account_form::{AccountForm, NameField, NewPasswordField, TextField},
    dialog::LaterDialog,
    later::Later,
};
use crate::{
    api::{self, PasswordChange, Profile},
    chat::use_chat,
    client::Client,
    erased::{part, when},
    model::limits,
};
use leptos::prelude::*;

/// What a person says of themselves, and their password.
#[component]
pub(crate) fn ProfileDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Profile" open content=Later::Profile /> }
}

#[component]
pub(super) fn ProfileForms() -> impl IntoView {
    let changed = RwSignal::new(false);
    let confirmation = || {
        part! {
            <p class="form-done">"Your password is changed. You are signed out on all other devices."</p>
        }
    };
    part! {
        <div class="profile">
            <ProfileForm />
            <h3>"Password"</h3>
            {when(move || !changed.get(), move || part! { <PasswordForm changed /> })}
            <div role="status">{when(move || changed.get(), confirmation)}</div>
        </div>
    }
}

#[component]
fn ProfileForm() -> impl IntoView {
    let chat = use_chat();
    let (name, title) = chat.peek(own_name_and_title);
    let (name, title) = (RwSignal::new(name), RwSignal::new(title));
    let submit = move || {
        let form = Profile {
            name: name.get_untracked(),
            title: title.get_untracked(),
        };
        // It shows as soon as the workspace's stream says so.
        api::submit(chat.browser, "PATCH", "/api/me".into(), &form)
    };
    part! {
        <AccountForm action="Save" busy="Saving…" done="Saved." submit=Box::new(submit)>
            <NameField value=name />
            <TextField
                label="Title"
                value=title
                autocomplete="organization-title"
                max=limits::TITLE_CHARS
                required=false
                hint="What you do here. The others see it beside your name."
            />
        </AccountForm>
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
        let done: api::Submission = Box::pin(async move {
            sent.await?;
            changed.set(true);
            Ok(())
        });
        done
    };
    part! {
        <AccountForm action="Change password" busy="Changing…" submit=Box::new(submit)>
            <TextField
                label="Current password"
                value=current
                autocomplete="current-password"
                kind="password"
                max=limits::PASSWORD_BYTES
            />
            <NewPasswordField label="New password" value=password />
        </AccountForm>
    }
}

fn own_name_and_title(client: &Client) -> (String, String) {
    let me = &client.state.me;
    let person = client.state.people.get(&me.id);
    let title = person.and_then(|person| person.title.clone());
    (me.name.clone(), title.unwrap_or_default())
}
