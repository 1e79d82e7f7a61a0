//! One page a file.

pub(crate) mod first_run;
pub(crate) mod join;
pub(crate) mod not_found;
pub(crate) mod reset;
mod room;
pub(crate) mod sign_in;
mod workspace;

pub(crate) use room::RoomPage;
pub(crate) use workspace::WorkspacePage;
