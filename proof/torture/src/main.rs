//! Runs the real `hubbub` program under load while it is killed again and again, and checks that it kept its promise:
//! no message lost, doubled or out of order, nothing shown to people who may not see it, and every screen the same.
//!
//! `torture [--kills N] [--seed N] [--hubbub PATH] [--keep FOLDER]` runs and checks. `torture check FOLDER` only checks the
//! journals of another chat program, against its stored data in `truth.json` beside them.

mod checker;
mod client;
mod database;
mod journal;
mod options;
mod random;
mod replica;
mod run;
mod server_process;
mod session;
mod transport;
mod truth;
mod workspace;

use checker::{Checker, Report};
use journal::Journal;
use options::Invocation;
use std::{error::Error, path::Path, process::ExitCode};
use truth::Truth;

#[tokio::main]
async fn main() -> ExitCode {
    match torture().await {
        Ok(report) if report.is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("torture: {error}");
            // Not a verdict: the run itself failed.
            ExitCode::from(2)
        }
    }
}

async fn torture() -> Result<Report, Box<dyn Error>> {
    match Invocation::from_args(std::env::args().skip(1))? {
        Invocation::Check(folder) => {
            let report = check(&Truth::from_file(&folder.join("truth.json"))?, &folder)?;
            print!("{report}");
            Ok(report)
        }
        Invocation::Run(options) => run::run(&options).await,
    }
}

/// Checks every journal in a folder against the stored data.
fn check(truth: &Truth, folder: &Path) -> Result<Report, Box<dyn Error>> {
    let mut checker = Checker::new(truth);
    for path in Journal::all_in(folder)? {
        checker.read(&journal::read(&path)?);
    }
    Ok(checker.finish())
}
