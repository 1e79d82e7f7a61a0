//! The workspace's settings and the links that invite people.

pub(crate) mod emoji_dialog;
pub(crate) mod first_hours;
pub(crate) mod guest_links;
pub(crate) mod invite_dialog;
pub(crate) mod made_link;
pub(crate) mod settings_dialog;
