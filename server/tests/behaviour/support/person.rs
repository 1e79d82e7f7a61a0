//! A person with a session, and their requests.

use super::{TestClient, TransportKind};
use protocol::{Snapshot, StreamId, User};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};

/// How long a connection may be idle to be used again: clearly shorter than any test's server leaves it open. A server may
/// close an idle connection just when a request is on its way.
const REUSE: Duration = Duration::from_millis(500);

/// A person with a session.
#[derive(Clone)]
pub(crate) struct TestPerson {
    pub(crate) address: SocketAddr,
    pub(crate) user: User,
    pub(crate) token: String,
    http: reqwest::Client,
}

impl TestPerson {
    /// Makes the workspace as Ada.
    pub(crate) async fn first_run(address: SocketAddr) -> Self {
        Self::first_run_with(address, "").await
    }

    /// Makes the workspace as Ada, with the setup code.
    pub(crate) async fn first_run_with(address: SocketAddr, code: &str) -> Self {
        let form = json!({
            "code": code,
            "workspace": "Analytical Engines",
            "name": "Ada",
            "email": "ada@example.org",
            "password": "correct horse",
        });
        Self::enter(address, "/api/first-run", &form).await
    }

    /// Posts a form whose answer is a person and a session.
    pub(crate) async fn enter(address: SocketAddr, path: &str, form: &Value) -> Self {
        let http = stranger();
        let response = knock(address, path, form).await;
        assert_eq!(response.status(), 201);
        let token = session_of(&response).expect("a session cookie");
        let user = response.json().await.expect("a user");
        Self {
            address,
            user,
            token,
            http,
        }
    }

    /// Returns the same person on another device.
    pub(crate) async fn sign_in_again(&self) -> Self {
        let form = json!({ "email": self.user.email, "password": "correct horse" });
        Self::enter(self.address, "/api/session", &form).await
    }

    /// Signs in as this person on another device, with any password.
    pub(crate) async fn tries_password(&self, password: &str) -> Response {
        let form = json!({ "email": self.user.email, "password": password });
        knock(self.address, "/api/session", &form).await
    }

    /// Returns the same session at a server that was restarted.
    pub(crate) fn at(&self, address: SocketAddr) -> Self {
        Self {
            address,
            ..self.clone()
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.address);
        let cookie = format!("hubbub_session={}", self.token);
        self.http.request(method, url).header("cookie", cookie)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let request = self.request(Method::GET, path);
        request.send().await.expect("an answer")
    }

    /// Returns the status of a page or resource.
    pub(crate) async fn status(&self, path: &str) -> StatusCode {
        self.get(path).await.status()
    }

    pub(crate) async fn get_json(&self, path: &str) -> Value {
        self.get_as(path).await
    }

    pub(crate) async fn get_as<T: DeserializeOwned>(&self, path: &str) -> T {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.expect("JSON")
    }

    pub(crate) async fn snapshot(&self) -> Snapshot {
        self.get_as("/api/snapshot").await
    }

    /// Returns the head of one of the person's streams.
    pub(crate) async fn head(&self, stream: StreamId) -> u64 {
        self.snapshot().await.cursors[&stream]
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        self.asks(Method::POST, path, body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> StatusCode {
        self.asks(Method::PATCH, path, body).await.status()
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> StatusCode {
        self.asks(Method::PUT, path, body).await.status()
    }

    pub(crate) async fn asks(&self, method: Method, path: &str, body: &Value) -> Response {
        let request = self.request(method, path).json(body);
        request.send().await.expect("an answer")
    }

    /// Sends a request without a body.
    pub(crate) async fn send(&self, method: Method, path: &str) -> StatusCode {
        let request = self.request(method, path);
        request.send().await.expect("an answer").status()
    }

    /// Sets (`PUT`) or removes (`DELETE`) something of a message or a person.
    pub(crate) async fn marks(&self, path: &str, on: bool) -> StatusCode {
        let method = if on { Method::PUT } else { Method::DELETE };
        self.send(method, path).await
    }

    /// Opens a connection, without a `hello`.
    pub(crate) async fn dial(&self) -> TestClient {
        TestClient::dial(self.address, &self.token)
            .await
            .expect("a connection")
    }

    /// Connects and disconnects. Returns where the connection ended.
    pub(crate) async fn position(&self) -> ResumePoint {
        let mut client = self.dial().await;
        let epoch = client.greet(&Value::Null, json!({})).await;
        let cursors = json!(client.cursors);
        ResumePoint { epoch, cursors }
    }

    /// Connects, and resumes from a position.
    pub(crate) async fn resumes(&self, from: &ResumePoint) -> TestClient {
        let mut client = self.dial().await;
        client.greet(&from.epoch, from.cursors.clone()).await;
        client
    }

    /// Opens a connection over a transport, and says `hello` with no cursors.
    pub(crate) async fn connect_over(&self, transport: TransportKind) -> TestClient {
        let client = TestClient::dial_over(transport, self.address, &self.token).await;
        let mut client = client.expect("a connection");
        client.greet(&Value::Null, json!({})).await;
        client
    }

    /// Opens a connection, and says `hello` with no cursors.
    pub(crate) async fn connect(&self) -> TestClient {
        self.connect_over(crate::TRANSPORT).await
    }
}

/// An epoch and cursors to resume from.
pub(crate) struct ResumePoint {
    pub(crate) epoch: Value,
    pub(crate) cursors: Value,
}

/// Returns an HTTP client without a session.
pub(crate) fn stranger() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .pool_idle_timeout(REUSE)
        .build()
        .expect("a client")
}

/// Posts a form without a session.
pub(crate) async fn knock(address: SocketAddr, path: &str, form: &Value) -> Response {
    let request = stranger()
        .post(format!("http://{address}{path}"))
        .json(form);
    request.send().await.expect("an answer")
}

/// Returns the session that an answer sets.
pub(crate) fn session_of(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all("set-cookie");
    cookies.iter().find_map(|cookie| {
        let pair = cookie.to_str().ok()?.split(';').next()?;
        let pair = pair.strip_prefix("__Host-").unwrap_or(pair);
        let value = pair.strip_prefix("hubbub_session=")?;
        if value.is_empty() {
            return None;
        }
        Some(value.to_owned())
    })
}
