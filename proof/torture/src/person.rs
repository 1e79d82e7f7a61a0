use protocol::{ClientId, Message, MessagePage, Problem, Room, RoomId, User, UserId, limits};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};

const PASSWORD: &str = "correct horse";
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One person's session, as the HTTP interface knows it. Sessions outlive the server, its address does not.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) user: User,
    pub(crate) token: String,
    pub(crate) http: reqwest::Client,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// No answer: the server may have done it or not.
    #[error("no answer: {0}")]
    NoAnswer(#[from] reqwest::Error),
    #[error("{0}: {1}")]
    Refused(StatusCode, String),
    #[error("the answer sets no session")]
    NoSession,
    #[error("the administrator is not shown the code")]
    NoCode,
}

#[derive(Deserialize)]
struct Invitation {
    join_code: Option<String>,
}

impl Person {
    /// Makes the workspace.
    pub(crate) async fn first_run(server: SocketAddr, name: &str) -> Result<Self, HttpError> {
        let mut form = account(name);
        form["workspace"] = json!("Analytical Engines");
        Self::enter(server, "first-run", &form).await
    }

    /// Joins by invitation.
    pub(crate) async fn join(
        server: SocketAddr,
        code: &str,
        name: &str,
    ) -> Result<Self, HttpError> {
        Self::enter(server, &format!("join/{code}"), &account(name)).await
    }

    /// The same person on another device.
    pub(crate) async fn another_device(&self, server: SocketAddr) -> Result<Self, HttpError> {
        let form = json!({ "email": self.user.email, "password": PASSWORD });
        Self::enter(server, "session", &form).await
    }

    async fn enter(server: SocketAddr, path: &str, form: &Value) -> Result<Self, HttpError> {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build()?;
        let url = format!("http://{server}/api/{path}");
        let response = checked(http.post(url).json(form).send().await?).await?;
        let token = session(&response).ok_or(HttpError::NoSession)?;
        let user = response.json().await?;
        Ok(Self { user, token, http })
    }

    /// The code that invites others.
    pub(crate) async fn join_code(&self, server: SocketAddr) -> Result<String, HttpError> {
        let request = self.request(server, Method::GET, "workspace");
        let invitation: Invitation = checked(request.send().await?).await?.json().await?;
        invitation.join_code.ok_or(HttpError::NoCode)
    }

    pub(crate) async fn make_room(
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
        let path = format!("rooms/{room}/members/{user}");
        let request = self.request(server, Method::PUT, &path);
        checked(request.send().await?).await.map(|_| ())
    }

    pub(crate) async fn remove(
        &self,
        server: SocketAddr,
        room: RoomId,
        user: UserId,
    ) -> Result<(), HttpError> {
        let path = format!("rooms/{room}/members/{user}");
        let request = self.request(server, Method::DELETE, &path);
        checked(request.send().await?).await.map(|_| ())
    }

    /// Sends a message without a socket.
    pub(crate) async fn send(
        &self,
        server: SocketAddr,
        room: RoomId,
        client_id: ClientId,
        body: &str,
    ) -> Result<Message, HttpError> {
        let form = json!({ "client_id": client_id, "body": body });
        let path = format!("rooms/{room}/messages");
        let request = self.request(server, Method::POST, &path).json(&form);
        Ok(checked(request.send().await?).await?.json().await?)
    }

    /// The newest page of a room's history, and whether it is all that there is.
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
    /// Whether the server said that this person may not, or that there is no such thing.
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
    let detail = problem.map_or_else(|_| String::new(), |problem| problem.detail);
    Err(HttpError::Refused(status, detail))
}

fn session(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all("set-cookie");
    cookies.iter().find_map(|cookie| {
        let pair = cookie.to_str().ok()?.split(';').next()?;
        Some(pair.strip_prefix("hubbub_session=")?.to_owned())
    })
}
