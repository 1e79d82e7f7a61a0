//! Notifications of messages: decided once, on the server, and shown by all of a person's devices.
//!
//! message committed → [`Notifier`] → rules → hub (open pages), queue of pushes → push service (closed ones)

mod hours;
mod notifier;
mod rules;

pub(crate) use hours::comes_now;
pub(crate) use notifier::{Notifier, after, digest_item, notification_now};
pub(crate) use rules::{Facts, MentionKind};
