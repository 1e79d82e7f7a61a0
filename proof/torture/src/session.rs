//! HTTP requests of one person.

use protocol::{
    Message, MessagePage, NewMessage, Problem, Room, RoomId, User, UserId, Workspace, limits,
};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};

const PASSWORD: &str = "correct horse";
/// Maximum time for a response.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A person's session on one device. It outlives the server process, whose address changes with each start.
#[derive(Clone)]
pub(crate) struct UserSession {
    pub(crate) user: User,
    pub(crate) token: String,
    pub(crate) http: reqwest::Client,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// No response: the server may or may not have done it.
    #[error("no answer: {0}")]
    NoAnswer(#[from] reqwest::Error),
    #[error("{0}: {1}")]
    Refused(StatusCode, String),
    #[error("the answer sets no session")]
    NoSession,
    #[error("the administrator is not shown the code")]
    NoCode,
}

impl UserSession {
    /// Creates the workspace.
    pub(crate) async fn first_run(server: SocketAddr, name: &str) -> Result<Self, HttpError> {
        let mut form = account(name);
        form["workspace"] = json!("Analytical Engines");
        Self::enter(server, "first-run", &form).await
    }

    /// Joins with an invitation.
    pub(crate) async fn join(
        server: SocketAddr,
        code: &str,
        name: &str,
    ) -> Result<Self, HttpError> {
        Self::enter(server, &format!("join/{code}"), &account(name)).await
    }

    /// Signs the same person in on another device.
    pub(crate) async fn another_device(&self, server: SocketAddr) -> Result<Self, HttpError> {
        let form = json!({ "email": self.user.email, "password": PASSWORD });
        Self::enter(server, "session", &form).await
    }

    async fn enter(server: SocketAddr, path: &str, form: &Value) -> Result<Self, HttpError> {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .build()?;
        let url = format!("http://{server}/api/{path}");
        let response = checked(http.post(url).json(form).send().await?).await?;
        let token = session(&response).ok_or(HttpError::NoSession)?;
        let user = response.json().await?;
        Ok(Self { user, token, http })
    }

    /// Returns the invitation code.
    pub(crate) async fn join_code(&self, server: SocketAddr) -> Result<String, HttpError> {
        let request = self.request(server, Method::GET, "workspace");
        let workspace: Workspace = checked(request.send().await?).await?.json().await?;
        workspace.join_code.ok_or(HttpError::NoCode)
    }

    pub(crate) async fn create_room(
        &self,
        server: SocketAddr,
        name: &str,
        kind: &str,
    ) -> Result<RoomId, HttpError> {
        let form = json!({ "name": name, "kind": kind });
        let request = self.request(server, Method::POST, "rooms").json(&form);
        let room: Room = checked(request.send().await?).await?.json().await?;
        Ok(room.id)
    }

    pub(crate) async fn add(
        &self,
        server: SocketAddr,
        room: RoomId,
        user: UserId,
    ) -> Result<(), HttpError> {
        self.change_member(server, Method::PUT, room, user).await
    }

    pub(crate) async fn remove(
        &self,
        server: SocketAddr,
        room: RoomId,
        user: UserId,
    ) -> Result<(), HttpError> {
        self.change_member(server, Method::DELETE, room, user).await
    }

    async fn change_member(
        &self,
        server: SocketAddr,
        method: Method,
        room: RoomId,
        user: UserId,
    ) -> Result<(), HttpError> {
        let path = format!("rooms/{room}/members/{user}");
        let request = self.request(server, method, &path);
        checked(request.send().await?).await.map(|_| ())
    }

    /// Sends a message over HTTP.
    pub(crate) async fn send(
        &self,
        server: SocketAddr,
        message: &NewMessage,
    ) -> Result<Message, HttpError> {
        let form = json!({ "client_id": message.client_id, "body": message.body });
        let path = format!("rooms/{}/messages", message.room);
        let request = self.request(server, Method::POST, &path).json(&form);
        Ok(checked(request.send().await?).await?.json().await?)
    }

    /// Returns the newest page of a room's history, and whether it reaches back to the first message.
    pub(crate) async fn history(
        &self,
        server: SocketAddr,
        room: RoomId,
    ) -> Result<(MessagePage, bool), HttpError> {
        let path = format!("rooms/{room}/messages?limit={}", limits::PAGE_MAX);
        let request = self.request(server, Method::GET, &path);
        let page: MessagePage = checked(request.send().await?).await?.json().await?;
        let whole = !page.cut && page.messages.len() < limits::PAGE_MAX as usize;
        Ok((page, whole))
    }

    fn request(&self, server: SocketAddr, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{server}/api/{path}");
        let cookie = format!("hubbub_session={}", self.token);
        self.http.request(method, url).header("cookie", cookie)
    }
}

impl HttpError {
    /// Returns whether the server refused the request.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(status, _) if status.is_client_error())
    }
}

fn account(name: &str) -> Value {
    let email = format!("{}@example.org", name.to_lowercase());
    json!({ "name": name, "email": email, "password": PASSWORD })
}

async fn checked(response: Response) -> Result<Response, HttpError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let problem = response.json::<Problem>().await;
    let detail = problem.map_or_else(|error| error.to_string(), |problem| problem.detail);
    Err(HttpError::Refused(status, detail))
}

fn session(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all("set-cookie");
    cookies.iter().find_map(|cookie| {
        let pair = cookie.to_str().ok()?.split(';').next()?;
        Some(pair.strip_prefix("hubbub_session=")?.to_owned())
    })
}
