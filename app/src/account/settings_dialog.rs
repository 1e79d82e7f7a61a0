//! The dialog of the person's settings. Each part saves what is changed at once, except what needs the password.

use super::{
    appearance::AppearanceSettings, language_field::LanguageField,
    notification_settings::NotificationSettings, picture_field::PictureField,
    profile_fields::ProfileFields, sign_in_settings::SignInSettings, status_form::StatusForm,
    time_zone_field::TimeZoneField, writing_settings::WritingSettings,
};
use crate::{
    dialog_opener::DialogOpener,
    kit::{
        icon::Glyph,
        parts::{Part, Parts},
    },
};
use leptos::prelude::*;
use locale::text;

/// The name of the part with the status.
pub(crate) const STATUS: &str = "status";
/// The name of the part with the colours and sizes.
pub(crate) const APPEARANCE: &str = "appearance";
/// The name of the part about notifications.
pub(crate) const NOTIFICATIONS: &str = "notifications";

#[component]
pub(crate) fn Settings() -> impl IntoView {
    let part = |id, label, glyph, content| Part {
        id,
        label,
        glyph,
        content,
    };
    let parts = vec![
        part("profile", text().settings_profile(), Glyph::SMILE, profile),
        part(STATUS, text().settings_status(), Glyph::THREAD, || {
            view! { <StatusForm /> }.into_any()
        }),
        part(
            APPEARANCE,
            text().settings_appearance(),
            Glyph::SUN,
            appearance,
        ),
        part(
            NOTIFICATIONS,
            text().settings_notifications(),
            Glyph::BELL,
            || view! { <NotificationSettings /> }.into_any(),
        ),
        part(
            "region",
            text().language_and_time_zone(),
            Glyph::GLOBE,
            region,
        ),
        part("sign-in", text().settings_sign_in(), Glyph::LOCK, || {
            view! { <SignInSettings /> }.into_any()
        }),
    ];
    let start = DialogOpener::get().settings_part();
    view! { <Parts label=text().dialog_settings() parts start /> }
}

fn profile() -> AnyView {
    view! {
        <PictureField />
        <ProfileFields />
    }
    .into_any()
}

fn region() -> AnyView {
    view! {
        <LanguageField />
        <TimeZoneField />
    }
    .into_any()
}

fn appearance() -> AnyView {
    view! {
        <AppearanceSettings />
        <WritingSettings />
        <p class="field-hint">{text().device_settings_hint()}</p>
    }
    .into_any()
}
