//! Setting up a new server.

use crate::support::{TestServer, is_problem, knock, newcomer, stranger, workspace};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::fs;

const PATH: &str = "/api/first-run";

fn form(name: &str) -> Value {
    let mut form = newcomer(name);
    form["workspace"] = json!("Analytical Engines");
    form
}

#[tokio::test]
async fn of_two_simultaneous_first_runs_one_makes_the_workspace() {
    let server = TestServer::start().await;
    let post = async |name| knock(server.address, PATH, &form(name)).await;
    let (ada, grace) = tokio::join!(post("Ada"), post("Grace"));
    let mut statuses = [ada.status(), grace.status()];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);

    let late = post("Linus").await;
    is_problem(late, 409, "already_set_up").await;
}

#[tokio::test]
async fn the_administrator_starts_in_the_room_everyone() {
    let (_server, _, [ada]) = workspace().await;
    assert_eq!(ada.get_json("/api/me").await["role"], "administrator");
    let rooms = ada.rooms().await;
    assert_eq!(rooms.len(), 1);
    assert_eq!(rooms[0].name.as_deref(), Some("Everyone"));
}

#[tokio::test]
async fn an_invalid_field_is_named() {
    let server = TestServer::start().await;
    for (field, value, word) in [
        ("workspace", " ", "workspace"),
        ("name", "", "name"),
        ("email", "ada", "email"),
        ("password", "short", "password"),
    ] {
        let mut form = form("Ada");
        form[field] = json!(value);
        let refused = knock(server.address, PATH, &form).await;
        let detail = is_problem(refused, 422, "invalid").await;
        assert!(detail.contains(word), "{detail}");
    }
}

#[tokio::test]
async fn a_remote_first_run_requires_the_setup_code() {
    let server = TestServer::start().await;
    let url = format!("http://{}{PATH}", server.address);
    let post = |code: &str| {
        let mut form = form("Ada");
        form["code"] = json!(code);
        let request = stranger().post(&url).json(&form);
        request.header("x-forwarded-for", "203.0.113.7").send()
    };
    for wrong in ["", "guess"] {
        let refused = post(wrong).await.expect("an answer");
        let detail = is_problem(refused, 403, "forbidden").await;
        assert!(detail.contains("setup code"), "{detail}");
    }
    let file = server.data().join("setup-code");
    let code = fs::read_to_string(&file).expect("a code");
    let made = post(&code).await.expect("an answer");
    assert_eq!(made.status(), 201);
    assert!(!file.exists());
}

#[tokio::test]
async fn behind_a_proxy_without_forwarded_addresses_a_first_run_is_refused() {
    let server = TestServer::start_with(|config, _| {
        let origin = "https://chat.example.org".parse();
        config.origin = Some(origin.expect("an origin"));
    })
    .await;
    let refused = knock(server.address, PATH, &form("Mallory")).await;
    assert_eq!(refused.status(), 403);
}
