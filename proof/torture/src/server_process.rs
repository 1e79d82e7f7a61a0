//! The server as a process of its own.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStderr, Command},
    time::timeout,
};

/// Maximum time until the server listens.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The real server program, as a process of its own.
pub(crate) struct ServerProcess {
    pub(crate) address: SocketAddr,
    child: Child,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ServerProcessError {
    #[error("cannot start {0}: {1}")]
    Start(PathBuf, io::Error),
    #[error("the server's log: {0}")]
    Log(#[from] io::Error),
    #[error("the server ended instead of listening; its log is {0}")]
    Ended(PathBuf),
    #[error("the server did not listen in time")]
    Slow,
}

impl ServerProcess {
    /// Starts the program on a data folder, and waits until it listens. Its output is appended to `log`.
    pub(crate) async fn start(
        program: &Path,
        data: &Path,
        log: &Path,
    ) -> Result<Self, ServerProcessError> {
        let mut child = Command::new(program)
            .env("HUBBUB_DATA", data)
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SITE_ROOT", "no-site")
            .env("HUBBUB_RATE_LIMIT", "off")
            .env("HUBBUB_LINK_PREVIEWS", "off")
            .env("HUBBUB_LOG", "info")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| ServerProcessError::Start(program.to_owned(), error))?;
        let stderr = child.stderr.take();
        let stderr = stderr.ok_or_else(|| ServerProcessError::Ended(log.to_owned()))?;
        let mut lines = BufReader::new(stderr).lines();
        let mut file = OpenOptions::new().create(true).append(true).open(log)?;
        let address = timeout(TIMEOUT, address(&mut lines, &mut file))
            .await
            .map_err(|_| ServerProcessError::Slow)??
            .ok_or_else(|| ServerProcessError::Ended(log.to_owned()))?;
        // Keeps reading, so that the program never blocks on its output.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let _ = writeln!(file, "{line}");
            }
        });
        Ok(Self { address, child })
    }

    /// Kills the program with SIGKILL.
    pub(crate) async fn kill(mut self) -> io::Result<()> {
        self.child.kill().await
    }
}

/// Returns the address that the program reports. `None` if its output ends first.
async fn address(
    lines: &mut Lines<BufReader<ChildStderr>>,
    file: &mut File,
) -> io::Result<Option<SocketAddr>> {
    while let Some(line) = lines.next_line().await? {
        writeln!(file, "{line}")?;
        let reported = line.split_once("listening address=");
        let reported = reported.and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        if reported.is_some() {
            return Ok(reported);
        }
    }
    Ok(None)
}
