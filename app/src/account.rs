//! The signed-in person's own profile, status and picture.

pub(crate) mod crop;
pub(crate) mod menu;
pub(crate) mod picture_field;
pub(crate) mod profile_dialog;
pub(crate) mod status_dialog;
pub(crate) mod time_zone;
pub(crate) mod writing_settings;
