//! Measures search in a workspace with many messages, over HTTP, against the real program.
//!
//! `search-benchmark fill FOLDER [MESSAGES]` makes a data folder with a workspace, 1,000,000 messages by default.
//! `search-benchmark search FOLDER [SECONDS]` waits until they are indexed, and then measures searches, first alone and then
//! while people write as much as the server takes.
//! `search-benchmark send FOLDER [MESSAGES]` measures what a message costs the server, 20,000 by default.
//!
//! The program is `target/release/hubbub`, or `HUBBUB`.

mod fill;
mod language;
mod latencies;
mod queries;
mod search;
mod send;
mod server_process;

use std::{error::Error, path::PathBuf, process::ExitCode};

/// Any error: a benchmark ends with the first one.
type Failure = Box<dyn Error + Send + Sync>;

const USAGE: &str = "search-benchmark fill|search|send FOLDER [NUMBER]";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search-benchmark: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().ok_or(USAGE)?;
    let folder = PathBuf::from(arguments.next().ok_or(USAGE)?);
    let number = arguments.next().map(|number| number.parse()).transpose()?;
    match command.as_str() {
        "fill" => fill::fill(&folder, number.unwrap_or(1_000_000)).await,
        "search" => search::measure(&folder, number.unwrap_or(20)).await,
        "send" => send::measure(&folder, number.unwrap_or(20_000)).await,
        _ => Err(USAGE.into()),
    }
}
