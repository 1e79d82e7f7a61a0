//! One e-mail address in several spellings.

use crate::support::{Person, TestServer, stranger};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::net::SocketAddr;

const SPELLINGS: [&str; 5] = [
    "ana@exämple.org",
    "ANA@EXÄMPLE.ORG",
    "ana@exa\u{308}mple.org",
    "Ana@xn--exmple-cua.org",
    "ANA@exämple。org",
];

/// Ada, and the invitation that Ana comes by.
async fn invitation(server: &TestServer) -> String {
    let ada = server.ada().await;
    let workspace = ada.get_json("/api/workspace").await;
    let code = workspace["join_code"].as_str().expect("a code");
    format!("/api/join/{code}")
}

fn form(email: &str, password: &str) -> Value {
    json!({ "name": "Ana", "email": email, "password": password })
}

async fn post(address: SocketAddr, path: &str, form: &Value) -> Response {
    let url = format!("http://{address}{path}");
    stranger()
        .post(url)
        .json(form)
        .send()
        .await
        .expect("an answer")
}

/// Whom a sign-in lets in.
async fn sign_in(address: SocketAddr, email: &str, password: &str) -> Option<Value> {
    let answer = post(address, "/api/session", &form(email, password)).await;
    match answer.status() {
        StatusCode::CREATED => Some(answer.json::<Value>().await.expect("a user")["id"].clone()),
        status => {
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            None
        }
    }
}

#[tokio::test]
async fn one_address_is_one_account_however_it_is_spelled() {
    let server = TestServer::start().await;
    let join = invitation(&server).await;
    let address = server.address;
    let ana = Person::enter(address, &join, &form(SPELLINGS[0], "correct horse")).await;
    assert_eq!(ana.user.email, SPELLINGS[0]);
    for spelling in SPELLINGS {
        let again = post(address, &join, &form(spelling, "battery staple")).await;
        assert_eq!(again.status(), StatusCode::CONFLICT, "{spelling}");
        let problem: Value = again.json().await.expect("a problem");
        assert_eq!(problem["code"], "email_taken");
        let user = sign_in(address, spelling, "correct horse").await;
        assert_eq!(user, Some(json!(ana.user.id)), "{spelling}");
    }
    let other = post(address, &join, &form("ana@example.org", "battery staple")).await;
    assert_eq!(other.status(), StatusCode::CREATED);
}
