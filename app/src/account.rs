//! The signed-in person's own profile, status, picture and settings.

pub(crate) mod appearance;
pub(crate) mod crop;
mod language_field;
pub(crate) mod menu;
pub(crate) mod notification_settings;
pub(crate) mod picture_field;
pub(crate) mod profile_fields;
pub(crate) mod settings_dialog;
pub(crate) mod sign_in_settings;
pub(crate) mod status_form;
pub(crate) mod time_zone;
pub(crate) mod time_zone_field;
pub(crate) mod writing_settings;
