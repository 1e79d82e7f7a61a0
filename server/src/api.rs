//! The HTTP interface, a file per noun.

pub(crate) mod bans;
pub(crate) mod deactivations;
pub(crate) mod direct;
pub(crate) mod files;
pub(crate) mod first_run;
pub(crate) mod follows;
pub(crate) mod guest_invitations;
pub(crate) mod join;
pub(crate) mod link;
pub(crate) mod me;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod password;
pub(crate) mod picture;
pub(crate) mod pins;
pub(crate) mod preferences;
pub(crate) mod previews;
pub(crate) mod reactions;
pub(crate) mod reads;
pub(crate) mod reminders;
pub(crate) mod resets;
pub(crate) mod roles;
pub(crate) mod room;
pub(crate) mod rooms;
pub(crate) mod saved;
pub(crate) mod scheduled;
pub(crate) mod session;
pub(crate) mod snapshot;
pub(crate) mod status;
pub(crate) mod threads;
pub(crate) mod up;
pub(crate) mod versions;
pub(crate) mod workspace;

mod field;
mod list_page;
