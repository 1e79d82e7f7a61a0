//! The people of a room, and an administrator's actions on one of them.

pub(crate) mod ban_control;
pub(crate) mod card;
pub(crate) mod deactivate_control;
pub(crate) mod faces;
mod groups;
pub(crate) mod guest_control;
pub(crate) mod manage_control;
pub(crate) mod panel;
pub(crate) mod person_item;
mod person_mark;
pub(crate) mod presence_dot;
pub(crate) mod status_line;
