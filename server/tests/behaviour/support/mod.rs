//! A server, people who use it, and their clients.

mod client;
mod database;
mod event_stream;
pub(crate) mod frame;
mod handshake;
mod line;
pub(crate) mod mail_server;
mod messages;
mod people;
mod person;
mod picture;
mod program;
pub(crate) mod push_service;
mod rooms;
mod scheduled;
mod screen;
mod server;
mod upload;
pub(crate) mod website;

pub(crate) use ::client::TransportKind;
pub(crate) use client::{TestClient, acked, sees};
pub(crate) use database::{age, count, open_database};
pub(crate) use event_stream::TestEventStream;
pub(crate) use handshake::hello;
pub(crate) use line::Line;
pub(crate) use messages::{HOUR_MS, SOON_MS, bodies, mention, path_of, soon};
pub(crate) use people::{is_problem, link, newcomer};
pub(crate) use person::{ResumePoint, TestPerson, knock, session_of, stranger};
pub(crate) use picture::picture;
pub(crate) use program::Program;
pub(crate) use screen::Screen;
pub(crate) use server::{TestServer, prompt_presence, workspace};
pub(crate) use upload::{contents, left};

use protocol::ClientId;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// How long a test waits before it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for what no event tells: checks again and again until `check` gives a value.
pub(crate) async fn eventually<T>(wanted: &str, mut check: impl AsyncFnMut() -> Option<T>) -> T {
    let checked = async {
        loop {
            if let Some(value) = check().await {
                return value;
            }
            sleep(Duration::from_millis(10)).await;
        }
    };
    let checked = timeout(PATIENCE, checked).await;
    checked.unwrap_or_else(|_| panic!("not in time: {wanted}"))
}

/// Returns a new `client_id`.
pub(crate) fn client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}
