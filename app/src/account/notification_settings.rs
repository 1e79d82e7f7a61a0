//! What notifies the person, where and when.

mod devices;
mod hours;
mod pause;
mod rooms;
mod this_device;

use crate::{
    api::{self, NOTIFICATIONS, WORKSPACE},
    chat::{Chat, use_chat},
    erased::{memo, when},
    kit::saving::{SavedSign, Saving, SavingProblem},
};
use devices::Devices;
use hours::HoursSetting;
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use pause::PauseSetting;
use protocol::{NotificationSettings as Settings, Workspace};
use rooms::RoomLevels;
use this_device::ThisDeviceSettings;

#[component]
pub(crate) fn NotificationSettings() -> impl IntoView {
    let devices = Devices::new();
    let chat = use_chat();
    let has_mail = RwSignal::new(false);
    spawn_local(async move {
        // Without an answer the setting does not show.
        if let Ok(workspace) = api::get::<Workspace>(chat.browser, WORKSPACE.to_owned()).await {
            has_mail.try_set(workspace.mail);
        }
    });
    view! {
        <ThisDeviceSettings devices />
        <section class="part-section" aria-label=text().notify_do_not_disturb()>
            <h4 class="part-heading">{text().notify_do_not_disturb()}</h4>
            <PauseSetting />
            <HoursSetting />
        </section>
        <section class="part-section" aria-label=text().notify_says()>
            <h4 class="part-heading">{text().notify_says()}</h4>
            <TextSetting />
        </section>
        {when(move || has_mail.get(), || view! { <MailSetting /> }.into_any())}
        <section class="part-section" aria-label=text().notify_what()>
            <h4 class="part-heading">{text().notify_what()}</h4>
            <RoomLevels />
        </section>
    }
}

/// Returns the person's settings, and tracks them.
fn settings(chat: Chat) -> Settings {
    chat.look(|client| client.state.notifications.clone())
}

/// Changes the person's settings on all devices. The person's stream brings the change.
fn change(chat: Chat, saving: Saving, change: impl FnOnce(&mut Settings)) {
    let mut settings = chat.peek(|client| client.state.notifications.clone());
    change(&mut settings);
    let sent = api::submit(chat.browser, "PUT", NOTIFICATIONS.into(), &settings);
    saving.send(sent);
}

#[component]
fn TextSetting() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let shown = memo(move || !settings(chat).hide_texts);
    let choose = move |event| {
        let hidden = !event_target_checked(&event);
        change(chat, saving, |settings| settings.hide_texts = hidden);
    };
    view! {
        <div class="field">
            <span class="field-head">
                <label class="check">
                    <input type="checkbox" prop:checked=move || shown.get() on:change=choose />
                    {text().notify_show_texts()}
                </label>
                <SavedSign saving />
            </span>
            <span class="field-hint">
                {text().notify_show_texts_hint()}
            </span>
            <SavingProblem saving />
        </div>
    }
}

#[component]
fn MailSetting() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let chosen = memo(move || settings(chat).digest);
    let choose = move |event| {
        let digest = event_target_checked(&event);
        change(chat, saving, |settings| settings.digest = digest);
    };
    view! {
        <section class="part-section" aria-label=text().email()>
            <h4 class="part-heading">{text().email()}</h4>
            <div class="field">
                <span class="field-head">
                    <label class="check">
                        <input type="checkbox" prop:checked=move || chosen.get() on:change=choose />
                        {text().notify_mail()}
                    </label>
                    <SavedSign saving />
                </span>
                <span class="field-hint">
                    {text().notify_mail_hint()}
                </span>
                <SavingProblem saving />
            </div>
        </section>
    }
}
