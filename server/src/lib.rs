//! Hubbub's server: the pages, the HTTP interface, and the connections that messages go over.
//!
//! Follow one message: `socket` → `transport` → `connection` → `session` → `store` → `hub` → every connection.

mod admission;
mod allowance;
mod api;
mod app_state;
mod assets;
mod auth;
mod client_address;
mod config;
mod connection;
mod data_folder;
mod download;
mod due;
mod email_key;
mod emoji;
mod error;
mod extract;
mod files;
#[doc(hidden)]
pub mod fuzzing;
mod hub;
mod listener;
mod origin;
mod page;
mod password;
mod preview;
mod proxies;
mod rate_limit;
mod removal;
mod request_log;
mod room_erasure;
mod router;
mod security;
mod serve;
mod session;
mod setup_code;
#[cfg(test)]
mod simulator;
mod socket;
mod store;
mod supervisor;
mod thumbnail;
mod token;
mod transport;
mod tuning;
mod turns;
mod uploads;
mod visible;

pub use config::{Config, ConfigError};
pub use data_folder::{DataFolderError, database};
pub use origin::{Origin, ParseOriginError};
pub use proxies::{ParseProxiesError, Proxies};
pub use serve::{ServeError, serve, serve_tuned};
pub use store::{BackupError, PasswordLinkError, backup, password_link};
pub use tuning::Tuning;
