//! The `hubbub` program: reads its configuration, listens, and serves until it is told to stop; or does one of the
//! other things that its first argument names.

use server::Config;
use std::{env, error::Error, ffi::OsString, path::PathBuf, process::ExitCode};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tracing_subscriber::EnvFilter;

const HELP: &str = "\
Hubbub: team chat that you host yourself.

  hubbub               serve, until told to stop (SIGTERM or Ctrl-C)
  hubbub backup FILE   write a copy of the database to FILE, also while a server runs
  hubbub help          show this

Environment variables set the rest: HUBBUB_DATA, LEPTOS_SITE_ADDR, HUBBUB_ORIGIN, HUBBUB_TRUSTED_PROXIES, HUBBUB_LOG,
HUBBUB_RATE_LIMIT, HUBBUB_EVENT_DAYS, HUBBUB_LINK_PREVIEWS and HUBBUB_PREVIEW_HOSTS. README.md describes them.";

/// What the arguments ask for.
enum Task {
    Serve,
    Backup(PathBuf),
    Help,
}

impl Task {
    fn of(arguments: &[OsString]) -> Result<Self, String> {
        let [task, rest @ ..] = arguments else {
            return Ok(Self::Serve);
        };
        match (task.to_str(), rest) {
            (Some("backup"), [file]) => Ok(Self::Backup(file.into())),
            (Some("backup"), _) => Err("backup: name one file to write the copy to".into()),
            (Some("help" | "--help" | "-h"), _) => Ok(Self::Help),
            _ => Err(format!(
                "{}: no such argument; `hubbub help` shows what there is",
                task.display()
            )),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hubbub: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    match Task::of(&arguments)? {
        Task::Serve => serve().await,
        Task::Backup(copy) => back_up(copy).await,
        Task::Help => {
            println!("{HELP}");
            Ok(())
        }
    }
}

async fn back_up(copy: PathBuf) -> Result<(), Box<dyn Error>> {
    let database = server::database(&Config::from_env()?.data);
    server::backup(&database, &copy).await?;
    println!("The copy is in {}.", copy.display());
    Ok(())
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(&config.log)?)
        .with_writer(std::io::stderr)
        .init();
    let stop = told_to_stop(
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let listener = TcpListener::bind(config.address)
        .await
        .map_err(|error| format!("LEPTOS_SITE_ADDR={}: {error}", config.address))?;
    tracing::info!(address = %listener.local_addr()?, data = %config.data.display(), "listening");
    server::serve(config, listener, stop).await?;
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop(mut terminate: Signal, mut interrupt: Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
