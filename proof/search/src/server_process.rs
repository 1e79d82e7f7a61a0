//! The program as a process of its own, and people who use it.

use crate::Failure;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// The password of everyone.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running server.
pub(crate) struct ServerProcess {
    child: Child,
    pub(crate) origin: String,
}

impl ServerProcess {
    /// Starts the program on a data folder.
    pub(crate) async fn start(folder: &Path) -> Result<Self, Failure> {
        let program = std::env::var_os("HUBBUB");
        let program = program.map_or_else(|| PathBuf::from("target/release/hubbub"), PathBuf::from);
        let mut child = Command::new(program)
            .env("HUBBUB_DATA", folder)
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SITE_ROOT", "no-site")
            .env("HUBBUB_RATE_LIMIT", "off")
            .env("HUBBUB_LINK_PREVIEWS", "off")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let log = child.stderr.take().ok_or("no log")?;
        let mut lines = BufReader::new(log).lines();
        let origin = loop {
            let line = lines.next_line().await?.ok_or("the server ended")?;
            if let Some((_, address)) = line.split_once("address=") {
                let address = address.split_whitespace().next().unwrap_or_default();
                break format!("http://{address}");
            }
        };
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                if ["index", "WARN", "ERROR"]
                    .iter()
                    .any(|it| line.contains(it))
                {
                    println!("  {line}");
                }
            }
        });
        Ok(Self { child, origin })
    }

    /// Returns the processor time that the server has used.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        let id = self.child.id().ok_or("the server ended")?;
        let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
        let (_, fields) = stat.rsplit_once(')').ok_or("no times")?;
        // The user's and the system's time, in hundredths of a second.
        let fields = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = fields.filter_map(|it| it.parse::<u64>().ok()).sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Stops the server gracefully.
    pub(crate) async fn stop(mut self) -> Result<(), Failure> {
        let id = self.child.id().ok_or("the server ended")?;
        Command::new("kill").arg(id.to_string()).status().await?;
        self.child.wait().await?;
        Ok(())
    }

    /// Makes the workspace, with its administrator.
    pub(crate) async fn first_run(&self) -> Result<BenchmarkPerson, Failure> {
        let form =
            json!({ "workspace": "Large", "name": "Ada", "email": email(0), "password": PASSWORD });
        BenchmarkPerson::enter(self, "/api/first-run", &form).await
    }

    /// Signs a person in.
    pub(crate) async fn sign_in(&self, person: usize) -> Result<BenchmarkPerson, Failure> {
        let form = json!({ "email": email(person), "password": PASSWORD });
        BenchmarkPerson::enter(self, "/api/session", &form).await
    }
}

/// Returns the e-mail address of a person. The first is the administrator.
pub(crate) fn email(person: usize) -> String {
    format!("person{person}@example.org")
}

/// A signed-in person.
#[derive(Clone)]
pub(crate) struct BenchmarkPerson {
    origin: String,
    cookie: String,
    http: reqwest::Client,
}

impl BenchmarkPerson {
    async fn enter(server: &ServerProcess, path: &str, form: &Value) -> Result<Self, Failure> {
        let http = reqwest::Client::new();
        let request = http.post(format!("{}{path}", server.origin)).json(form);
        let response = request.send().await?.error_for_status()?;
        let cookies = response.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|it| it.to_str().ok()?.split(';').next());
        let cookie = cookies.collect::<Vec<_>>().join("; ");
        Ok(Self {
            origin: server.origin.clone(),
            cookie,
            http,
        })
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.origin);
        self.http
            .request(method, url)
            .header("cookie", &self.cookie)
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value, Failure> {
        let request = self.request(Method::GET, path);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    /// Posts a message, and returns how long it took.
    pub(crate) async fn says(&self, room: &str, body: &str) -> Result<Duration, Failure> {
        let begun = Instant::now();
        let request = self.request(Method::POST, &format!("/api/rooms/{room}/messages"));
        let response = request.json(&json!({ "body": body })).send().await?;
        response.error_for_status()?.bytes().await?;
        Ok(begun.elapsed())
    }

    /// Searches, and returns how long it took and how many results the page has.
    pub(crate) async fn searches(
        &self,
        query: &str,
        sort: &str,
    ) -> Result<(Duration, usize), Failure> {
        let begun = Instant::now();
        let request = self.request(Method::GET, "/api/search");
        let request = request.query(&[("q", query), ("sort", sort)]);
        let bytes = request.send().await?.error_for_status()?.bytes().await?;
        let time = begun.elapsed();
        let page: protocol::SearchPage = serde_json::from_slice(&bytes)?;
        Ok((time, page.results.len()))
    }
}
