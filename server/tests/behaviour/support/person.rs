use super::{Client, Transport};
use protocol::{Message, Room, RoomId, StreamId, User};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Someone with a session.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) address: SocketAddr,
    pub(crate) user: User,
    pub(crate) token: String,
    http: reqwest::Client,
}

impl Person {
    /// Ada makes the workspace.
    pub(crate) async fn first_run(address: SocketAddr) -> Self {
        Self::first_run_with(address, "").await
    }

    /// As [`Person::first_run`], with the setup code.
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

    /// Posts a form that answers with a person and a session.
    pub(crate) async fn enter(address: SocketAddr, path: &str, form: &Value) -> Self {
        let http = stranger();
        let url = format!("http://{address}{path}");
        let response = http.post(url).json(form).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::CREATED);
        let token = session_of(&response).expect("a session cookie");
        let user = response.json().await.expect("a user");
        Self {
            address,
            user,
            token,
            http,
        }
    }

    /// The same person on another device.
    pub(crate) async fn sign_in_again(&self) -> Self {
        let form = json!({ "email": self.user.email, "password": "correct horse" });
        Self::enter(self.address, "/api/session", &form).await
    }

    /// The same session, at a server that was restarted.
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

    pub(crate) async fn get_json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.expect("JSON")
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.request(Method::POST, path).json(body);
        request.send().await.expect("an answer")
    }

    pub(crate) async fn send(&self, method: Method, path: &str) -> StatusCode {
        let request = self.request(method, path);
        request.send().await.expect("an answer").status()
    }

    pub(crate) async fn rooms(&self) -> Vec<Room> {
        serde_json::from_value(self.get_json("/api/rooms").await).expect("rooms")
    }

    /// The room that is there from the start.
    pub(crate) async fn everyone(&self) -> RoomId {
        self.rooms().await.first().expect("a room").id
    }

    pub(crate) async fn closed_room(&self, name: &str) -> RoomId {
        self.room(name, "closed").await
    }

    pub(crate) async fn room(&self, name: &str, kind: &str) -> RoomId {
        let form = json!({ "name": name, "kind": kind });
        let response = self.post("/api/rooms", &form).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json::<Room>().await.expect("a room").id
    }

    pub(crate) async fn add(&self, room: RoomId, person: &Self) -> StatusCode {
        let path = format!("/api/rooms/{room}/members/{}", person.user.id);
        self.send(Method::PUT, &path).await
    }

    pub(crate) async fn remove(&self, room: RoomId, person: &Self) -> StatusCode {
        let path = format!("/api/rooms/{room}/members/{}", person.user.id);
        self.send(Method::DELETE, &path).await
    }

    /// Changes a room's settings.
    pub(crate) async fn changes(&self, room: RoomId, changes: &Value) -> StatusCode {
        let request = self.request(Method::PATCH, &format!("/api/rooms/{room}"));
        let response = request.json(changes).send().await.expect("an answer");
        response.status()
    }

    /// Sends a message over HTTP.
    pub(crate) async fn says(&self, room: RoomId, body: &str) -> Message {
        let path = format!("/api/rooms/{room}/messages");
        let response = self.post(&path, &json!({ "body": body })).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.expect("a message")
    }

    /// All that a room's history holds.
    pub(crate) async fn history(&self, room: RoomId) -> Vec<Message> {
        let mut messages: Vec<Message> = Vec::new();
        loop {
            let after = messages.last().map_or(0, |message| message.seq);
            let path = format!("/api/rooms/{room}/messages?after={after}&limit=200");
            let page = self.get_json(&path).await;
            let page: Vec<Message> =
                serde_json::from_value(page["messages"].clone()).expect("messages");
            if page.is_empty() {
                return messages;
            }
            messages.extend(page);
        }
    }

    /// Where one of the person's streams stands.
    pub(crate) async fn head(&self, stream: StreamId) -> u64 {
        let snapshot = self.get_json("/api/snapshot").await;
        let seq = snapshot["cursors"][stream.to_string()].as_u64();
        seq.expect("a stream of theirs")
    }

    /// Opens a connection, without a `hello`.
    pub(crate) async fn dial(&self) -> Client {
        Client::dial(self.address, &self.token)
            .await
            .expect("a connection")
    }

    /// As [`Person::connect`], over a transport of its own.
    pub(crate) async fn connect_over(&self, transport: Transport) -> Client {
        let client = Client::dial_over(transport, self.address, &self.token).await;
        let mut client = client.expect("a connection");
        client.greet(&Value::Null, json!({})).await;
        client
    }

    /// Opens a connection and says `hello` as one who starts from nothing.
    pub(crate) async fn connect(&self) -> Client {
        self.connect_over(crate::TRANSPORT).await
    }
}

/// Someone without a session.
pub(crate) fn stranger() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .build()
        .expect("a client")
}

/// The session that an answer sets.
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
