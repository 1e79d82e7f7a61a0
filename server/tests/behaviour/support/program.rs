//! The real program.

use super::PATIENCE;
use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

/// The real program, as a process of its own.
pub(crate) struct Program {
    pub(crate) address: SocketAddr,
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
}

impl Program {
    /// Starts the program on a data folder, and waits until it listens.
    pub(crate) async fn start(data: &Path) -> Self {
        Self::start_with_site(data, Path::new("no-site")).await
    }

    /// Starts the program with the built site in another folder.
    pub(crate) async fn start_with_site(data: &Path, site: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hubbub"))
            .env("HUBBUB_DATA", data)
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SITE_ROOT", site)
            .env("HUBBUB_RATE_LIMIT", "off")
            .env("HUBBUB_LINK_PREVIEWS", "off")
            .env("HUBBUB_LOG", "info")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let stderr = child.stderr.take().expect("a pipe");
        let mut lines = BufReader::new(stderr).lines();
        let address = timeout(PATIENCE, async {
            loop {
                let line = lines
                    .next_line()
                    .await
                    .expect("a line")
                    .expect("the program runs");
                if let Some((_, rest)) = line.split_once("listening address=") {
                    let address = rest.split(' ').next().expect("an address");
                    break address.parse().expect("an address");
                }
            }
        })
        .await
        .expect("listens in time");
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&log);
        // The log is read to its end: a full pipe would stop the program.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                kept.lock().expect("not poisoned").push(line);
            }
        });
        Self {
            address,
            child,
            log,
        }
    }

    /// Returns the lines of the log, since the program listens, that contain `text`.
    pub(crate) fn logged(&self, text: &str) -> Vec<String> {
        let log = self.log.lock().expect("not poisoned");
        let lines = log.iter().filter(|line| line.contains(text));
        lines.cloned().collect()
    }

    /// Returns how much memory the program holds, in megabytes; `None` where the system has no `/proc`.
    pub(crate) fn memory_mb(&self) -> Option<u64> {
        let id = self.child.id().expect("it runs");
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes / 1024)
    }

    /// Asks the program to stop.
    pub(crate) async fn terminate(&self) {
        let id = self.child.id().expect("it runs");
        let kill = format!("kill -TERM {id}");
        let status = Command::new("sh").args(["-c", &kill]).status().await;
        assert!(status.expect("sh runs").success());
    }

    /// Kills the program at once.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }

    /// Waits for the program to end, and returns its exit code.
    pub(crate) async fn exit_code(mut self) -> Option<i32> {
        let status = timeout(PATIENCE, self.child.wait()).await;
        status.expect("ends in time").expect("a status").code()
    }
}
