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

/// How long the program may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The real program, as a process of its own.
pub(crate) struct Program {
    pub(crate) address: SocketAddr,
    child: Child,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ProgramError {
    #[error("cannot start {0}: {1}")]
    Start(PathBuf, io::Error),
    #[error("the server's log: {0}")]
    Log(#[from] io::Error),
    #[error("the server ended instead of listening; its words are in {0}")]
    Ended(PathBuf),
    #[error("the server does not listen in time")]
    Slow,
}

impl Program {
    /// Starts the program on a data folder, and waits until it listens. What it logs goes to the end of `log`.
    pub(crate) async fn start(
        program: &Path,
        data: &Path,
        log: &Path,
    ) -> Result<Self, ProgramError> {
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
            .map_err(|error| ProgramError::Start(program.to_owned(), error))?;
        let stderr = child.stderr.take();
        let stderr = stderr.ok_or_else(|| ProgramError::Ended(log.to_owned()))?;
        let mut lines = BufReader::new(stderr).lines();
        let mut file = OpenOptions::new().create(true).append(true).open(log)?;
        let address = timeout(PATIENCE, address(&mut lines, &mut file))
            .await
            .map_err(|_| ProgramError::Slow)??
            .ok_or_else(|| ProgramError::Ended(log.to_owned()))?;
        // Read on, so that the program never waits for someone to read its log.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let _ = writeln!(file, "{line}");
            }
        });
        Ok(Self { address, child })
    }

    /// SIGKILL: the program ends where it stands.
    pub(crate) async fn kill(mut self) -> io::Result<()> {
        self.child.kill().await
    }
}

/// The address that the program says that it listens at; none where its log ends before.
async fn address(
    lines: &mut Lines<BufReader<ChildStderr>>,
    file: &mut File,
) -> io::Result<Option<SocketAddr>> {
    while let Some(line) = lines.next_line().await? {
        writeln!(file, "{line}")?;
        let said = line.split_once("listening address=");
        let said = said.and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        if said.is_some() {
            return Ok(said);
        }
    }
    Ok(None)
}
