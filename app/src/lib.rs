//! What both sides of Hubbub share: the model, the wire protocol, the client's state and the whole interface.

pub mod api;
pub mod attachments;
pub mod boot;
pub mod browser;
pub mod calendar;
pub mod chat;
pub mod client;
pub mod crop;
mod draft;
pub mod markdown;
pub mod model;
pub mod previews;
pub mod protocol;
pub mod read;
pub mod route;
pub mod rows;
pub mod state;
pub mod title;

mod components;
mod emoji;
mod erased;
mod interface;
mod jump;
mod pages;
#[cfg(feature = "ssr")]
mod shell;
mod zone;

pub use components::load_later;
pub use interface::Interface;
#[cfg(feature = "ssr")]
pub use shell::{problem_page, shell};
