//! The `hubbub` program: reads its configuration, listens, and serves until it is told to stop.

use server::Config;
use std::{error::Error, process::ExitCode};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tracing_subscriber::EnvFilter;

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
