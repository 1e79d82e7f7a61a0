//! Building blocks that every part of the interface uses: buttons, dialogs, fields, icons, avatars.

pub(crate) mod avatar;
pub(crate) mod close_button;
pub(crate) mod confirmation;
pub(crate) mod custom_emoji;
pub(crate) mod dialog;
pub(crate) mod emoji;
pub(crate) mod emoji_picker;
pub(crate) mod emoji_popover;
mod emoji_recent;
pub(crate) mod empty_state;
pub(crate) mod focus;
pub(crate) mod form;
pub(crate) mod form_request;
pub(crate) mod icon;
mod initials;
pub(crate) mod input_event;
pub(crate) mod notice;
pub(crate) mod parts;
pub(crate) mod radio;
pub(crate) mod room_choice;
pub(crate) mod roving_focus;
pub(crate) mod saving;
pub(crate) mod skeleton;
pub(crate) mod time_choice;
pub(crate) mod waiting_dialog;
pub(crate) mod welcome;
pub(crate) mod wordmark;
