use super::{PATIENCE, Person};
use reqwest::Response;
use serde_json::json;
use server::{Config, ServeError, Tuning, serve_tuned};
use std::{fs, net::SocketAddr, path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

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
    /// A server as it is after its installation, without limits on attempts.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_, _| {}).await
    }

    /// A server with other settings.
    pub(crate) async fn start_with(set: impl FnOnce(&mut Config, &mut Tuning)) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut config = Config {
            data: folder.path().join("data"),
            rate_limit: false,
            // No test asks the internet.
            link_previews: false,
            ..Config::default()
        };
        let mut tuning = Tuning::default();
        set(&mut config, &mut tuning);
        Self::run(config, tuning, Arc::new(folder)).await
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

    /// Stops the server in order.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        let stopped = timeout(PATIENCE, self.task).await.expect("stops in time");
        stopped.expect("does not panic").expect("stops well");
    }

    /// Stops the server and starts it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(async |_| {}).await
    }

    /// As [`TestServer::restart`], with something done to the data folder meanwhile.
    pub(crate) async fn restart_after(self, meanwhile: impl AsyncFnOnce(&Path)) -> Self {
        let (config, tuning) = (self.config.clone(), self.tuning.clone());
        let folder = Arc::clone(&self.folder);
        self.stop().await;
        meanwhile(&config.data).await;
        Self::run(config, tuning, folder).await
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        &self.config.data
    }

    /// What `/up` answers.
    pub(crate) async fn up(&self) -> Response {
        let url = format!("http://{}/up", self.address);
        reqwest::get(url).await.expect("an answer")
    }

    /// Makes the workspace, with Ada as its administrator.
    pub(crate) async fn ada(&self) -> Person {
        Person::first_run(self.address).await
    }

    /// As [`TestServer::ada`], where the server takes her for one who comes from elsewhere.
    pub(crate) async fn ada_from_elsewhere(&self) -> Person {
        // Once it answers there is a code.
        self.up().await;
        let code = fs::read_to_string(self.data().join("setup-code")).expect("a code");
        Person::first_run_with(self.address, &code).await
    }

    /// Lets someone join whom Ada invited.
    pub(crate) async fn join(&self, ada: &Person, name: &str) -> Person {
        let workspace = ada.get_json("/api/workspace").await;
        let code = workspace["join_code"].as_str().expect("a code");
        let form = json!({
            "name": name,
            "email": format!("{}@example.org", name.to_lowercase()),
            "password": "correct horse",
        });
        Person::enter(self.address, &format!("/api/join/{code}"), &form).await
    }
}
