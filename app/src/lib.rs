//! The Leptos interface of Hubbub: the same code renders on the server and runs in the browser.

pub mod api;
pub mod browser;
pub mod chat;
pub mod page_history;

mod account;
mod actions;
#[cfg(feature = "ssr")]
mod density;
mod dialog_opener;
mod dialogs;
mod early;
mod erased;
mod hydrated;
mod interface;
mod kit;
mod later;
mod layer;
mod lists;
mod narrow;
mod notifications;
mod offline;
mod pages;
mod people;
mod room;
mod search;
#[cfg(feature = "ssr")]
mod shell;
mod sidebar;
mod texts;
mod title;
mod workspace;

pub use interface::Interface;
#[cfg(feature = "ssr")]
pub use interface::OtherRooms;
pub use later::load_later;
#[cfg(feature = "ssr")]
pub use shell::{Release, problem_page, shell, unsubscribe_page};
