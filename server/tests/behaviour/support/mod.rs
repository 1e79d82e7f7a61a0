//! A server, people who use it, and their clients.

mod client;
mod database;
mod event_stream;
mod line;
mod person;
mod program;
mod screen;
mod server;
mod upload;
pub(crate) mod website;

pub(crate) use client::{Client, hello};
pub(crate) use database::open_database;
pub(crate) use event_stream::EventStream;
pub(crate) use line::{Line, Transport};
pub(crate) use person::{Person, session_of, stranger};
pub(crate) use program::Program;
pub(crate) use screen::Screen;
pub(crate) use server::TestServer;
pub(crate) use upload::{contents, left};

use protocol::ClientId;
use std::time::Duration;
use uuid::Uuid;

/// How long a test waits for what must come before it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A client's name for a new message.
pub(crate) fn client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
