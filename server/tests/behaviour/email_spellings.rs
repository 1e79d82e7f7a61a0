//! One e-mail address in several spellings.

use crate::support::{TestPerson, TestServer, is_problem, knock};
use serde_json::{Value, json};
use std::net::SocketAddr;

const SPELLINGS: [&str; 5] = [
    "ana@exämple.org",
    "ANA@EXÄMPLE.ORG",
    "ana@exa\u{308}mple.org",
    "Ana@xn--exmple-cua.org",
    "ANA@exämple。org",
];

/// Makes the workspace, and returns the path by which people join.
async fn invitation(server: &TestServer) -> String {
    server.ada().await.join_path().await
}

fn form(email: &str, password: &str) -> Value {
    json!({ "name": "Ana", "email": email, "password": password })
}

/// Signs in, and returns the id of the person; `None` if it is refused.
async fn sign_in(address: SocketAddr, email: &str, password: &str) -> Option<Value> {
    let answer = knock(address, "/api/session", &form(email, password)).await;
    if answer.status() == 201 {
        let user: Value = answer.json().await.expect("a user");
        return Some(user["id"].clone());
    }
    assert_eq!(answer.status(), 401);
    None
}

#[tokio::test]
async fn all_spellings_of_an_address_are_one_account() {
    let server = TestServer::start().await;
    let join = invitation(&server).await;
    let address = server.address;
    let ana = TestPerson::enter(address, &join, &form(SPELLINGS[0], "correct horse")).await;
    assert_eq!(ana.user.email, SPELLINGS[0]);
    for spelling in SPELLINGS {
        let again = knock(address, &join, &form(spelling, "battery staple")).await;
        is_problem(again, 409, "email_taken").await;
        let user = sign_in(address, spelling, "correct horse").await;
        assert_eq!(user, Some(json!(ana.user.id)), "{spelling}");
    }
    let other = knock(address, &join, &form("ana@example.org", "battery staple")).await;
    assert_eq!(other.status(), 201);
}
