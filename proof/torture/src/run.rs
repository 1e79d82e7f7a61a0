//! One run: a server that is killed again and again, its clients, and the verdict.

use crate::{
    checker::Report,
    client::{Client, ClientError, Stage, Surroundings},
    crowd::Crowd,
    database,
    journal::Journal,
    options::Load,
    program::{Program, ProgramError},
    whim::Dice,
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

/// How long all clients together may take to be welcomed first, to settle, and to end.
const PATIENCE: Duration = Duration::from_secs(120);

/// Without any of these, a run shows nothing.
const WANTED: &[&str] = &[
    "message_created",
    "message_edited",
    "message_deleted",
    "reaction_changed",
    "member_joined",
    "member_left",
    "read_moved",
    "draft_changed",
];

/// The server between two kills.
struct Server<'a> {
    load: &'a Load,
    folder: &'a Path,
    program: Program,
    address: watch::Sender<Option<SocketAddr>>,
    /// Told whenever a client asks for a change.
    asking: Arc<Notify>,
}

/// Runs, checks, and prints what was found. What was written stays in its folder where something is wrong.
pub(crate) async fn run(load: &Load) -> Result<Report, Box<dyn Error>> {
    let (seed, kills) = (load.seed, load.kills);
    println!("Seed {seed}, {kills} kills of {}.", load.hubbub.display());
    let temporary = TempDir::with_prefix("hubbub-torture-")?;
    let folder = load.keep.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(folder)?;
    let started = Instant::now();
    let checked = torment_and_check(load, folder).await;
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

async fn torment_and_check(load: &Load, folder: &Path) -> Result<Report, Box<dyn Error>> {
    torment(load, folder).await?;
    if fs::read_to_string(folder.join("server.log"))?.contains("panicked at") {
        return Err("the server panicked".into());
    }
    let truth = database::read(&data(folder).join("hubbub.sqlite3")).await?;
    let report = crate::check(&truth, folder)?;
    print!("{report}");
    match WANTED
        .iter()
        .find(|kind| !report.events.contains_key(*kind))
    {
        Some(kind) => Err(format!("the load had no {kind}, and shows nothing").into()),
        None => Ok(report),
    }
}

async fn torment(load: &Load, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut dice = Dice::of(load.seed, 0);
    let mut server = Server::start(load, folder).await?;
    let crowd = Crowd::gather(server.program.address).await?;
    let (stage, _) = watch::channel(Stage::Load);
    let (ready, mut readiness) = mpsc::channel(crowd.devices.len());
    let around = Surroundings {
        stage: stage.subscribe(),
        server: server.address.subscribe(),
        ready,
        asking: Arc::clone(&server.asking),
        open_rooms: crowd.open_rooms.clone(),
    };
    let mut clients = JoinSet::new();
    for (index, person) in crowd.devices.iter().enumerate() {
        let name = format!("{}-{index}", person.user.name);
        let journal = Journal::create(folder, person.user.id, &name)?;
        let dice = Dice::of(load.seed, 2 + index as u64);
        clients.spawn(Client::new(person.clone(), around.clone(), dice, journal).run());
    }
    let count = clients.len();
    all_ready(&mut readiness, count).await?;
    let moving = crowd.come_and_go(Dice::of(load.seed, 1), around.server, around.stage);
    let moving = tokio::spawn(moving);
    for _ in 0..load.kills {
        server = server.kill_after(&mut dice).await?;
        failed(&mut clients)?;
    }
    sleep(dice.wait(2_000, 3_000)).await;
    stage.send_replace(Stage::Settle);
    moving.await?;
    // What is not answered by then, the checker finds.
    let _ = all_ready(&mut readiness, count).await;
    stage.send_replace(Stage::Finish);
    timeout(PATIENCE, all_ended(clients))
        .await
        .map_err(|_| "the clients do not end")??;
    server.program.kill().await?;
    Ok(())
}

impl<'a> Server<'a> {
    async fn start(load: &'a Load, folder: &'a Path) -> Result<Self, ProgramError> {
        let program = Self::program(load, folder).await?;
        let (address, _) = watch::channel(Some(program.address));
        Ok(Self {
            load,
            folder,
            program,
            address,
            asking: Arc::default(),
        })
    }

    async fn program(load: &Load, folder: &Path) -> Result<Program, ProgramError> {
        let log = folder.join("server.log");
        Program::start(&load.hubbub, &data(folder), &log).await
    }

    /// Lets the server run for a while, kills it, and starts it again on what it left.
    async fn kill_after(self, dice: &mut Dice) -> Result<Self, ProgramError> {
        // Some die while everyone comes back, some later; most in the milliseconds between a change and its ack.
        sleep(dice.wait(0, 1_600)).await;
        if dice.chance(0.7) {
            let _ = timeout(Duration::from_secs(1), self.asking.notified()).await;
            sleep(dice.wait(0, 5)).await;
        }
        self.program.kill().await?;
        self.address.send_replace(None);
        let program = Self::program(self.load, self.folder).await?;
        self.address.send_replace(Some(program.address));
        Ok(Self { program, ..self })
    }
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Waits until every client has said so.
async fn all_ready(readiness: &mut mpsc::Receiver<()>, count: usize) -> Result<(), Box<dyn Error>> {
    let all = async {
        for _ in 0..count {
            readiness.recv().await;
        }
    };
    Ok(timeout(PATIENCE, all)
        .await
        .map_err(|_| "the clients are not ready in time")?)
}

/// A client ends before its time only where something is wrong.
fn failed(clients: &mut JoinSet<Result<(), ClientError>>) -> Result<(), Box<dyn Error>> {
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
