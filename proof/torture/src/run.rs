//! One run: the server that is killed repeatedly, its clients, and the check.

use crate::{
    checker::Report,
    client::{ClientError, LoadClient, RunContext, Stage},
    database,
    journal::Journal,
    options::RunOptions,
    random::RandomSource,
    server_process::{ServerProcess, ServerProcessError},
    workspace::TestWorkspace,
};
use std::{
    error::Error,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    sync::{Notify, mpsc, watch},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

/// Maximum time for all clients to be welcomed first, to settle, or to end.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Events that every run must contain to be meaningful.
const REQUIRED: &[&str] = &[
    "message_created",
    "message_edited",
    "message_deleted",
    "reaction_changed",
    "member_joined",
    "member_left",
    "read_moved",
    "draft_changed",
];

/// The server that is killed and started again.
struct KilledServer<'a> {
    options: &'a RunOptions,
    folder: &'a Path,
    process: ServerProcess,
    address: watch::Sender<Option<SocketAddr>>,
    /// Notified whenever a client sends a command.
    command_sent: Arc<Notify>,
}

/// Runs, checks and prints the report. Keeps the files if anything is wrong.
pub(crate) async fn run(options: &RunOptions) -> Result<Report, Box<dyn Error>> {
    let (seed, kills) = (options.seed, options.kills);
    println!(
        "Seed {seed}, {kills} kills of {}.",
        options.hubbub.display()
    );
    let temporary = TempDir::with_prefix("hubbub-torture-")?;
    let folder = options.keep.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(folder)?;
    let started = Instant::now();
    let checked = run_and_check(options, folder).await;
    println!(
        "{kills} kills, {} s, seed {seed}.",
        started.elapsed().as_secs()
    );
    if !checked.as_ref().is_ok_and(Report::is_clean) {
        let folder = folder.display();
        println!("The database, the server's log and the journals are in {folder}.");
        let _ = temporary.keep();
    }
    checked
}

async fn run_and_check(options: &RunOptions, folder: &Path) -> Result<Report, Box<dyn Error>> {
    run_load(options, folder).await?;
    if fs::read_to_string(folder.join("server.log"))?.contains("panicked at") {
        return Err("the server panicked".into());
    }
    let truth = database::read(&data(folder).join("hubbub.sqlite3")).await?;
    let report = crate::check(&truth, folder)?;
    print!("{report}");
    match REQUIRED
        .iter()
        .find(|kind| !report.events.contains_key(**kind))
    {
        Some(kind) => Err(format!("the load had no {kind}, so the run shows nothing").into()),
        None => Ok(report),
    }
}

async fn run_load(options: &RunOptions, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut random = RandomSource::new(options.seed, 0);
    let mut server = KilledServer::start(options, folder).await?;
    let workspace = TestWorkspace::create(server.process.address).await?;
    let (stage, _) = watch::channel(Stage::Load);
    let (ready, mut readiness) = mpsc::channel(workspace.devices.len());
    let context = RunContext {
        stage: stage.subscribe(),
        server: server.address.subscribe(),
        ready,
        command_sent: Arc::clone(&server.command_sent),
        open_rooms: workspace.open_rooms.clone(),
    };
    let mut clients = JoinSet::new();
    for (index, person) in workspace.devices.iter().enumerate() {
        let name = format!("{}-{index}", person.user.name);
        let journal = Journal::create(folder, person.user.id, &name)?;
        let random = RandomSource::new(options.seed, 2 + index as u64);
        clients.spawn(LoadClient::new(person.clone(), context.clone(), random, journal).run());
    }
    let count = clients.len();
    all_ready(&mut readiness, count).await?;
    let changing = workspace.change_members(
        RandomSource::new(options.seed, 1),
        context.server,
        context.stage,
    );
    let changing = tokio::spawn(changing);
    for _ in 0..options.kills {
        server = server.kill_after(&mut random).await?;
        check_running(&mut clients)?;
    }
    sleep(random.wait(2_000, 3_000)).await;
    stage.send_replace(Stage::Settle);
    changing.await?;
    // The checker reports commands that are still unanswered.
    let _ = all_ready(&mut readiness, count).await;
    stage.send_replace(Stage::Finish);
    timeout(TIMEOUT, all_ended(clients))
        .await
        .map_err(|_| "the clients do not end")??;
    server.process.kill().await?;
    Ok(())
}

impl<'a> KilledServer<'a> {
    async fn start(options: &'a RunOptions, folder: &'a Path) -> Result<Self, ServerProcessError> {
        let process = Self::start_process(options, folder).await?;
        let (address, _) = watch::channel(Some(process.address));
        Ok(Self {
            options,
            folder,
            process,
            address,
            command_sent: Arc::default(),
        })
    }

    async fn start_process(
        options: &RunOptions,
        folder: &Path,
    ) -> Result<ServerProcess, ServerProcessError> {
        let log = folder.join("server.log");
        ServerProcess::start(&options.hubbub, &data(folder), &log).await
    }

    /// Lets the server run for a while, kills it, and starts it again on the same data.
    async fn kill_after(self, random: &mut RandomSource) -> Result<Self, ServerProcessError> {
        // Some kills hit while clients reconnect; most hit in the milliseconds between a command and its ack.
        sleep(random.wait(0, 1_600)).await;
        if random.chance(0.7) {
            let _ = timeout(Duration::from_secs(1), self.command_sent.notified()).await;
            sleep(random.wait(0, 5)).await;
        }
        self.process.kill().await?;
        self.address.send_replace(None);
        let process = Self::start_process(self.options, self.folder).await?;
        self.address.send_replace(Some(process.address));
        Ok(Self { process, ..self })
    }
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Waits until every client has reported that it is ready.
async fn all_ready(readiness: &mut mpsc::Receiver<()>, count: usize) -> Result<(), Box<dyn Error>> {
    let all = async {
        for _ in 0..count {
            readiness.recv().await;
        }
    };
    Ok(timeout(TIMEOUT, all)
        .await
        .map_err(|_| "the clients are not ready in time")?)
}

/// Returns the error of a client that has ended early.
fn check_running(clients: &mut JoinSet<Result<(), ClientError>>) -> Result<(), Box<dyn Error>> {
    while let Some(ended) = clients.try_join_next() {
        ended??;
    }
    Ok(())
}

async fn all_ended(mut clients: JoinSet<Result<(), ClientError>>) -> Result<(), Box<dyn Error>> {
    while let Some(ended) = clients.join_next().await {
        ended??;
    }
    Ok(())
}
