//! Web Push: notifications to browsers in which no page of Hubbub is open. The server signs its requests (VAPID, RFC 8292)
//! and encrypts what it sends (RFC 8291), so that a browser's push service cannot read it.

mod device_name;
mod key;
mod payload;
mod pusher;

pub(crate) use device_name::device_name;
pub(crate) use key::PushKey;
pub(crate) use payload::{path_of, payload};
pub(crate) use pusher::{PushOutcome, Pusher};
