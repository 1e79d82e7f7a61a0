//! A person's requests about accounts.

use super::TestPerson;
use protocol::RoomId;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

/// Returns the form of a new person with the password "correct horse".
pub(crate) fn newcomer(name: &str) -> Value {
    let email = format!("{}@example.org", name.to_lowercase());
    json!({ "name": name, "email": email, "password": "correct horse" })
}

impl TestPerson {
    /// Returns the path of the API by which people join.
    pub(crate) async fn join_path(&self) -> String {
        let workspace = self.get_json("/api/workspace").await;
        let code = workspace["join_code"].as_str().expect("a code");
        format!("/api/join/{code}")
    }

    /// Makes a link for guests of these rooms.
    pub(crate) async fn tries_to_invite_guests(&self, rooms: &[RoomId]) -> Response {
        let form = json!({ "rooms": rooms });
        self.post("/api/guest-invitations", &form).await
    }

    /// Returns the path of the API by which guests of these rooms join.
    pub(crate) async fn guest_path(&self, rooms: &[RoomId]) -> String {
        let response = self.tries_to_invite_guests(rooms).await;
        format!("/api{}", link(response).await)
    }

    /// Adds a guest to these rooms.
    pub(crate) async fn invites_guest(&self, name: &str, rooms: &[RoomId]) -> Self {
        let path = self.guest_path(rooms).await;
        Self::enter(self.address, &path, &newcomer(name)).await
    }

    /// Changes the person's own profile.
    pub(crate) async fn updates_profile(&self, change: &Value) -> StatusCode {
        self.patch("/api/me", change).await
    }

    /// Changes the person's own name.
    pub(crate) async fn takes_name(&self, name: &str) {
        let status = self.updates_profile(&json!({ "name": name })).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
    }

    pub(crate) async fn bans(&self, person: &Self) -> StatusCode {
        self.marks(&format!("/api/people/{}/ban", person.user.id), true)
            .await
    }

    pub(crate) async fn lifts_ban(&self, person: &Self) -> StatusCode {
        self.marks(&format!("/api/people/{}/ban", person.user.id), false)
            .await
    }

    /// Sets a person's role; `role` is the body of the request.
    pub(crate) async fn sets_role(&self, person: &Self, role: &Value) -> StatusCode {
        let path = format!("/api/people/{}/role", person.user.id);
        self.put(&path, role).await
    }

    pub(crate) async fn makes_administrator(&self, person: &Self) {
        let role = json!({ "role": "administrator" });
        let status = self.sets_role(person, &role).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
    }
}

/// Returns the path of a link that was made.
pub(crate) async fn link(response: Response) -> String {
    assert_eq!(response.status(), StatusCode::CREATED);
    let link: Value = response.json().await.expect("a link");
    link["path"].as_str().expect("a path").to_owned()
}

/// Checks that an answer is a problem, and returns its detail.
pub(crate) async fn is_problem(answer: Response, status: u16, code: &str) -> String {
    assert_eq!(answer.status(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.expect("a problem");
    assert_eq!(problem["code"], code);
    problem["detail"].as_str().expect("words").to_owned()
}
