//! One page a file.

mod first_run;
mod join;
mod not_found;
mod reset;
mod room;
mod sign_in;
mod workspace;

pub(crate) use first_run::FirstRunPage;
pub(crate) use join::JoinPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use reset::ResetPage;
pub(crate) use room::RoomPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use workspace::WorkspacePage;
