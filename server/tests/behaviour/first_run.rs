use crate::support::{TestServer, stranger};
use reqwest::StatusCode;
use serde_json::{Value, json};

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
