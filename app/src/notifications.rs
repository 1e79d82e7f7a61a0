//! Notifications in this browser: shown while a page is open but not looked at, and pushed while none is.

mod alerts;
mod badge;
mod sound;
mod this_device;
pub(crate) mod worker;

pub(crate) use alerts::Alerts;
pub(crate) use sound::Sound;
pub(crate) use this_device::{Support, ThisDevice};
