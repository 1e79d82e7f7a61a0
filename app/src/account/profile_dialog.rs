//! The dialog of the person's profile and password.

use super::{picture_field::PictureField, writing_settings::WritingSettings};
use crate::{
    account::time_zone as zone,
    api,
    chat::use_chat,
    erased::{memo, when, when_some},
    kit::form::{NameField, NewPasswordField, SimpleForm, TextField},
};
use client::Client;
use leptos::prelude::*;
use protocol::{
    Person, limits,
    request::{PasswordChange, ProfileChange},
};

#[component]
pub(crate) fn ProfileForms() -> impl IntoView {
    let changed = RwSignal::new(false);
    let confirmation = || {
        view! {
            <p class="form-done">"Password changed. You are signed out on all other devices."</p>
        }
        .into_any()
    };
    view! {
        <div class="profile">
            <PictureField />
            <ProfileForm />
            <h3>"Writing"</h3>
            <WritingSettings />
            <h3>"Password"</h3>
            {when(move || !changed.get(), move || view! { <PasswordForm changed /> }.into_any())}
            <div role="status">{when(move || changed.get(), confirmation)}</div>
        </div>
    }
}

#[component]
fn ProfileForm() -> impl IntoView {
    let chat = use_chat();
    let own = chat.peek(own_profile);
    let name = RwSignal::new(own.name);
    let title = RwSignal::new(own.title.unwrap_or_default());
    let time_zone = RwSignal::new(own.time_zone.unwrap_or_default());
    let submit = move || {
        let form = ProfileChange {
            name: Some(name.get_untracked()),
            title: Some(Some(title.get_untracked())),
            time_zone: Some(Some(time_zone.get_untracked())),
        };
        // The workspace's stream brings the change.
        api::submit(chat.browser, "PATCH", "/api/me".into(), &form)
    };
    view! {
        <SimpleForm action="Save" busy="Saving…" done="Saved." submit=Box::new(submit)>
            <NameField value=name />
            <TextField
                label="Title"
                value=title
                autocomplete="organization-title"
                max=limits::TITLE_CHARS
                required=false
                hint="What you do, such as Designer. It is shown next to your name."
            />
            <TimeZoneField value=time_zone />
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
        let done: api::Submission = Box::pin(async move {
            sent.await?;
            changed.set(true);
            Ok(())
        });
        done
    };
    view! {
        <SimpleForm action="Change password" busy="Changing…" submit=Box::new(submit)>
            <TextField
                label="Current password"
                value=current
                autocomplete="current-password"
                kind="password"
                max=limits::PASSWORD_BYTES
            />
            <NewPasswordField label="New password" value=password />
        </SimpleForm>
    }
}

/// Field for the person's time zone. The others see the time there.
#[component]
fn TimeZoneField(value: RwSignal<String>) -> impl IntoView {
    let mut zones = zone::all();
    // The present value is an option even if this browser does not know it.
    let present = value.get_untracked();
    if !present.is_empty() && !zones.contains(&present) {
        zones.push(present);
    }
    let option = |zone: String| {
        let words = zone.replace('_', " ");
        view! { <option value=zone>{words}</option> }.into_any()
    };
    let options: Vec<_> = zones.into_iter().map(option).collect();
    let here = zone::own();
    let other = memo(move || here.clone().filter(|here| *here != value.get()));
    let offer = move |here: String| {
        let words = here.replace('_', " ");
        view! {
            <button class="button-link" type="button" on:click=move |_| value.set(here.clone())>
                {format!("Use {words}, this browser's time zone")}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field">
                <span class="field-label">"Time zone"</span>
                <select
                    class="input"
                    aria-label="Time zone"
                    prop:value=move || value.get()
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    <option value="">"Not set"</option>
                    {options}
                </select>
            </label>
            {when_some(other, offer)}
        </div>
    }
}

fn own_profile(client: &Client) -> Person {
    let me = &client.state.me;
    let person = client.state.people.get(&me.id).cloned();
    Person {
        name: me.name.clone(),
        ..person.unwrap_or_default()
    }
}
