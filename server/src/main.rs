//! The `hubbub` program: serves until it is told to stop, or runs the command in its first argument.

use server::Config;
use std::{
    env,
    error::Error,
    ffi::OsString,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    process::ExitCode,
};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tracing_subscriber::EnvFilter;

const HELP: &str = "\
Hubbub: team chat that you host yourself.

  hubbub               serve, until told to stop (SIGTERM or Ctrl-C)
  hubbub backup FILE   write a copy of the database to FILE, also while a server runs
  hubbub reset-password EMAIL
                       print a link to set a person's password, also while a server runs
  hubbub help          show this

Environment variables set the rest: HUBBUB_DATA, LEPTOS_SITE_ADDR, HUBBUB_ORIGIN, HUBBUB_TRUSTED_PROXIES, HUBBUB_LOG,
HUBBUB_RATE_LIMIT, HUBBUB_EVENT_DAYS, HUBBUB_LINK_PREVIEWS, HUBBUB_PREVIEW_HOSTS,
HUBBUB_PUSH_HOSTS, HUBBUB_SMTP_URL and HUBBUB_MAIL_FROM. README.md describes them.";

/// Subcommand in the arguments.
enum Subcommand {
    Serve,
    Backup(PathBuf),
    ResetPassword(String),
    Help,
}

impl Subcommand {
    fn parse(arguments: &[OsString]) -> Result<Self, String> {
        let [command, rest @ ..] = arguments else {
            return Ok(Self::Serve);
        };
        match (command.to_str(), rest) {
            (Some("backup"), [file]) => Ok(Self::Backup(file.into())),
            (Some("backup"), _) => Err("backup: name one file to write the copy to".into()),
            (Some("reset-password"), [email]) => match email.to_str() {
                Some(email) => Ok(Self::ResetPassword(email.to_owned())),
                None => Err("reset-password: the e-mail address is not valid text".into()),
            },
            (Some("reset-password"), _) => {
                Err("reset-password: name one person by their e-mail address".into())
            }
            (Some("help" | "--help" | "-h"), _) => Ok(Self::Help),
            _ => Err(format!(
                "{}: no such argument; `hubbub help` shows what there is",
                command.display()
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
    match Subcommand::parse(&arguments)? {
        Subcommand::Serve => serve().await,
        Subcommand::Backup(copy) => back_up(copy).await,
        Subcommand::ResetPassword(email) => reset_password(&email).await,
        Subcommand::Help => {
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

async fn reset_password(email: &str) -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    let path = server::password_link(&server::database(&config.data), email).await?;
    println!("{}{path}", origin(&config));
    eprintln!(
        "Anyone with this link can set a new password for {email}. It works once, within a day, and replaces older links."
    );
    if config.origin.is_none() {
        eprintln!("HUBBUB_ORIGIN is not set: the link works where the server listens.");
    }
    Ok(())
}

/// Returns the public origin, or the address that the server listens on.
fn origin(config: &Config) -> String {
    if let Some(origin) = &config.origin {
        let scheme = if origin.is_secure() { "https" } else { "http" };
        return format!("{scheme}://{}", origin.authority());
    }
    let mut address = config.address;
    // A server that listens on all interfaces also listens on this machine.
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    format!("http://{address}")
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
