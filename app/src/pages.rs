//! One page a file.

mod first_run;
mod join;
mod joined;
mod not_found;
pub(crate) mod outside;
mod reset;
mod room;
mod sign_in;
mod workspace;

pub(crate) use outside::outside_page;
pub(crate) use room::RoomPage;
pub(crate) use workspace::WorkspacePage;
