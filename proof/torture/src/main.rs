//! Runs the real `hubbub` program under load while it is killed again and again, and checks that it kept its promise:
//! no message lost, doubled or out of order, nothing shown to who may not see it, and every screen the same.
//!
//! `torture [--kills N] [--seed N] [--hubbub PATH] [--keep FOLDER]` runs and checks. `torture check FOLDER` only checks
//! the journals of some other chat program, with its own account of what it stored beside them in `truth.json`.

mod checker;
mod client;
mod crowd;
mod database;
mod journal;
mod link;
mod options;
mod person;
mod program;
mod replica;
mod run;
mod truth;
mod whim;

use checker::{Checker, Report};
use journal::Journal;
use options::{Options, Task};
use std::{error::Error, path::Path, process::ExitCode};
use truth::Truth;

#[tokio::main]
async fn main() -> ExitCode {
    match torture().await {
        Ok(report) if report.is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("torture: {error}");
            // Not a verdict.
            ExitCode::from(2)
        }
    }
}

async fn torture() -> Result<Report, Box<dyn Error>> {
    match Options::from_args(std::env::args().skip(1))?.task {
        Task::Check(folder) => {
            let report = check(&Truth::from_file(&folder.join("truth.json"))?, &folder)?;
            print!("{report}");
            Ok(report)
        }
        Task::Run(load) => run::run(&load).await,
    }
}

/// Checks every journal in a folder against what was stored.
fn check(truth: &Truth, folder: &Path) -> Result<Report, Box<dyn Error>> {
    let mut checker = Checker::new(truth);
    for path in Journal::all_in(folder)? {
        checker.read(&journal::read(&path)?);
    }
    Ok(checker.finish())
}
