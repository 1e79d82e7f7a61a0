//! One page a file.

mod first_run;
mod join;
mod joined;
mod not_found;
mod outside;
mod reset;
mod room;
mod sign_in;
mod workspace;

pub use outside::load_outside;
pub(crate) use outside::outside_page;
pub(crate) use room::RoomPage;
pub(crate) use workspace::WorkspacePage;
