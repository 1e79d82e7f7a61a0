//! The dialog of the person's profile and password.

use super::picture_field::PictureField;
use crate::{
    account::time_zone as zone,
    api,
    chat::use_chat,
    erased::{handler, part, when},
    kit::{
        dialog::LaterDialog,
        form::{NameField, NewPasswordField, SimpleForm, TextField},
    },
    later::Later,
};
use client::Client;
use leptos::prelude::*;
use protocol::{
    limits,
    request::{PasswordChange, Profile},
};

#[component]
pub(crate) fn ProfileDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Profile" open content=Later::Profile /> }
}

#[component]
pub(crate) fn ProfileForms() -> impl IntoView {
    let changed = RwSignal::new(false);
    let confirmation = || {
        part! {
            <p class="form-done">"Your password is changed. You are signed out on all other devices."</p>
        }
    };
    part! {
        <div class="profile">
            <PictureField />
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
    let own = chat.peek(own_profile);
    let (name, title) = (RwSignal::new(own.name), RwSignal::new(own.title));
    let time_zone = RwSignal::new(own.time_zone);
    let submit = move || {
        let form = Profile {
            name: name.get_untracked(),
            title: title.get_untracked(),
            time_zone: time_zone.get_untracked(),
        };
        // The workspace's stream brings the change.
        api::submit(chat.browser, "PATCH", "/api/me".into(), &form)
    };
    part! {
        <SimpleForm action="Save" busy="Saving…" done="Saved." submit=Box::new(submit)>
            <NameField value=name />
            <TextField
                label="Title"
                value=title
                autocomplete="organization-title"
                max=limits::TITLE_CHARS
                required=false
                hint="What you do here. The others see it beside your name."
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
    part! {
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
        part! { <option value=zone>{words}</option> }
    };
    let options: Vec<_> = zones.into_iter().map(option).collect();
    let here = RwSignal::new(zone::own().unwrap_or_default());
    let differs = move || here.with(|here| !here.is_empty() && *here != value.get());
    let take = move || handler(move |_| value.set(here.get_untracked()));
    let offer = move || {
        part! {
            <button class="button-link" type="button" on:click=take()>
                {move || format!("Use {}, where this browser is", here.get().replace('_', " "))}
            </button>
        }
    };
    part! {
        <div class="field">
            <label class="field">
                <span class="field-label">"Time zone"</span>
                <select
                    class="input"
                    aria-label="Time zone"
                    prop:value=move || value.get()
                    on:change=handler(move |event| value.set(event_target_value(&event)))
                >
                    <option value="">"Not said"</option>
                    {options}
                </select>
            </label>
            {when(differs, offer)}
        </div>
    }
}

fn own_profile(client: &Client) -> Profile {
    let me = &client.state.me;
    let person = client.state.people.get(&me.id).cloned().unwrap_or_default();
    Profile {
        name: me.name.clone(),
        title: person.title.unwrap_or_default(),
        time_zone: person.time_zone.unwrap_or_default(),
    }
}
