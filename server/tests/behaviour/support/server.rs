//! A server in the test's process.

use super::{PATIENCE, TestPerson, newcomer, open_database, stranger};
use protocol::RoomId;
use reqwest::Response;
use server::{Config, ServeError, Tuning, serve_tuned};
use std::{fs, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

/// The first is the administrator, who makes the workspace.
const NAMES: [&str; 4] = ["Ada", "Grace", "Linus", "Margaret"];

/// Starts a server with a workspace. Returns the room that everyone is in, and the people: Ada, its administrator, and as
/// many of Grace, Linus and Margaret as asked for.
pub(crate) async fn workspace<const N: usize>() -> (TestServer, RoomId, [TestPerson; N]) {
    let server = TestServer::start().await;
    let (room, people) = server.people().await;
    (server, room, people)
}

/// Makes presence known soon, and people offline as soon as they disconnect.
pub(crate) fn prompt_presence(_: &mut Config, tuning: &mut Tuning) {
    tuning.presence_every = Duration::from_millis(20);
    tuning.presence_grace = Duration::ZERO;
}

/// A server in this process, with a data folder of its own.
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    config: Config,
    tuning: Tuning,
    folder: Arc<TempDir>,
    stop: CancellationToken,
    task: JoinHandle<Result<(), ServeError>>,
}

impl TestServer {
    /// Starts a server with the default settings, without limits on attempts.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_, _| {}).await
    }

    /// Starts a server with other settings.
    pub(crate) async fn start_with(set: impl FnOnce(&mut Config, &mut Tuning)) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut config = Config {
            data: folder.path().join("data"),
            rate_limit: false,
            // Tests never use the internet.
            link_previews: false,
            ..Config::default()
        };
        let mut tuning = Tuning::default();
        set(&mut config, &mut tuning);
        Self::run(config, tuning, Arc::new(folder)).await
    }

    /// Starts a server with limits on attempts and requests.
    pub(crate) async fn start_limited(set: impl FnOnce(&mut Tuning)) -> Self {
        Self::start_with(|config, tuning| {
            config.rate_limit = true;
            set(tuning);
        })
        .await
    }

    async fn run(config: Config, tuning: Tuning, folder: Arc<TempDir>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = CancellationToken::new();
        let task = tokio::spawn(serve_tuned(
            config.clone(),
            tuning.clone(),
            listener,
            stop.clone().cancelled_owned(),
        ));
        Self {
            address,
            config,
            tuning,
            folder,
            stop,
            task,
        }
    }

    /// Stops the server gracefully.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        let stopped = timeout(PATIENCE, self.task).await.expect("stops in time");
        stopped.expect("does not panic").expect("stops well");
    }

    /// Stops the server and starts it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(async |_| {}).await
    }

    /// Stops the server, and starts it again on the same data after a change to its database.
    pub(crate) async fn restart_with(self, sql: &'static str) -> Self {
        let change = async |data: &Path| {
            let mut database = open_database(data).await;
            let changed = sqlx::raw_sql(sql).execute(&mut database).await;
            changed.expect("a change");
        };
        self.restart_after(change).await
    }

    /// Stops the server, and starts it again on the same data after a change to its data folder.
    pub(crate) async fn restart_after(self, meanwhile: impl AsyncFnOnce(&Path)) -> Self {
        let (config, tuning) = (self.config.clone(), self.tuning.clone());
        let folder = Arc::clone(&self.folder);
        self.stop().await;
        meanwhile(&config.data).await;
        Self::run(config, tuning, folder).await
    }

    /// Returns the data folder.
    pub(crate) fn data(&self) -> &Path {
        &self.config.data
    }

    /// Gets `/up`.
    pub(crate) async fn up(&self) -> Response {
        self.visit("/up").await
    }

    /// Gets a page or resource without a session.
    pub(crate) async fn visit(&self, path: &str) -> Response {
        let url = format!("http://{}{path}", self.address);
        stranger().get(url).send().await.expect("an answer")
    }

    /// Makes the workspace, with Ada as its administrator.
    pub(crate) async fn ada(&self) -> TestPerson {
        TestPerson::first_run(self.address).await
    }

    /// Creates the workspace with the setup code, as from another machine.
    pub(crate) async fn ada_from_elsewhere(&self) -> TestPerson {
        // The code exists once the server answers.
        self.up().await;
        let code = fs::read_to_string(self.data().join("setup-code")).expect("a code");
        TestPerson::first_run_with(self.address, &code).await
    }

    /// Makes the workspace, as [`workspace`] does.
    pub(crate) async fn people<const N: usize>(&self) -> (RoomId, [TestPerson; N]) {
        let ada = self.ada().await;
        let room = ada.everyone().await;
        let mut people = vec![ada];
        for name in &NAMES[1..N] {
            people.push(self.join(&people[0], name).await);
        }
        (room, people.try_into().ok().expect("as many as asked for"))
    }

    /// Adds a person by Ada's invitation.
    pub(crate) async fn join(&self, ada: &TestPerson, name: &str) -> TestPerson {
        let path = ada.join_path().await;
        TestPerson::enter(self.address, &path, &newcomer(name)).await
    }
}
