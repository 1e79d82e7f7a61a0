use crate::support::{TestServer, stranger};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::fs;

fn form(name: &str) -> Value {
    json!({
        "workspace": "Analytical Engines",
        "name": name,
        "email": format!("{name}@example.org"),
        "password": "correct horse",
    })
}

#[tokio::test]
async fn of_two_who_race_one_makes_the_workspace() {
    let server = TestServer::start().await;
    let url = format!("http://{}/api/first-run", server.address);
    let http = stranger();
    let post = |name| http.post(&url).json(&form(name)).send();
    let (ada, grace) = tokio::join!(post("Ada"), post("Grace"));
    let mut statuses = [
        ada.expect("an answer").status(),
        grace.expect("an answer").status(),
    ];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);

    let late = post("Linus").await.expect("an answer");
    assert_eq!(late.status(), StatusCode::CONFLICT);
    let problem: Value = late.json().await.expect("a problem");
    assert_eq!(problem["code"], "already_set_up");
}

#[tokio::test]
async fn the_administrator_starts_in_the_room_everyone() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    assert_eq!(ada.get_json("/api/me").await["role"], "administrator");
    let rooms = ada.rooms().await;
    assert_eq!(rooms.len(), 1);
    assert_eq!(rooms[0].name, "Everyone");
}

#[tokio::test]
async fn each_field_is_checked_and_named() {
    let server = TestServer::start().await;
    let url = format!("http://{}/api/first-run", server.address);
    for (field, value, word) in [
        ("workspace", " ", "workspace"),
        ("name", "", "name"),
        ("email", "ada", "email"),
        ("password", "short", "password"),
    ] {
        let mut form = form("Ada");
        form[field] = json!(value);
        let response = stranger()
            .post(&url)
            .json(&form)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem: Value = response.json().await.expect("a problem");
        assert_eq!(problem["code"], "invalid");
        assert!(
            problem["detail"].as_str().expect("text").contains(word),
            "{problem}"
        );
    }
}

#[tokio::test]
async fn from_elsewhere_it_takes_the_code_that_is_in_the_data_folder() {
    let server = TestServer::start().await;
    let url = format!("http://{}/api/first-run", server.address);
    let post = |code: &str| {
        let mut form = form("Ada");
        form["code"] = json!(code);
        let request = stranger().post(&url).json(&form);
        request.header("x-forwarded-for", "203.0.113.7").send()
    };
    for wrong in ["", "guess"] {
        let refused = post(wrong).await.expect("an answer");
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        let problem: Value = refused.json().await.expect("a problem");
        assert_eq!(problem["code"], "forbidden");
        let detail = problem["detail"].as_str().expect("text");
        assert!(detail.contains("setup code"), "{detail}");
    }
    let file = server.data().join("setup-code");
    let code = fs::read_to_string(&file).expect("a code");
    let made = post(&code).await.expect("an answer");
    assert_eq!(made.status(), StatusCode::CREATED);
    assert!(!file.exists());
}

#[tokio::test]
async fn a_proxy_that_does_not_say_whom_it_speaks_for_gives_no_server_away() {
    let server = TestServer::start_with(|config, _| {
        let origin = "https://chat.example.org".parse();
        config.origin = Some(origin.expect("an origin"));
    })
    .await;
    let url = format!("http://{}/api/first-run", server.address);
    let refused = stranger().post(url).json(&form("Mallory")).send().await;
    let refused = refused.expect("an answer");
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
