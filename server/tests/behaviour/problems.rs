use crate::support::{TestServer, workspace};
use reqwest::Method;
use serde_json::Value;

#[tokio::test]
async fn whatever_fails_is_answered_with_a_problem() {
    let (_server, room, [ada]) = workspace().await;
    let messages = format!("/api/rooms/{room}/messages");
    let large = format!(r#"{{"body":"{}"}}"#, "x".repeat(1024 * 1024));
    let text = "text/plain";
    let json = "application/json";
    for (method, path, kind, body, status, code) in [
        (Method::GET, "/api/nothing", json, "", 404, "not_found"),
        (
            Method::GET,
            "/api/rooms/nonsense",
            json,
            "",
            404,
            "not_found",
        ),
        (Method::DELETE, "/api/me", json, "", 405, "invalid"),
        (Method::POST, &messages, json, r#"{"body":"#, 400, "invalid"),
        (
            Method::POST,
            &messages,
            json,
            r#"{"text":"a"}"#,
            422,
            "invalid",
        ),
        (Method::POST, &messages, text, "a", 415, "invalid"),
        (
            Method::POST,
            &messages,
            json,
            r#"{"body":"  "}"#,
            422,
            "empty",
        ),
        (Method::POST, &messages, json, &large, 413, "too_large"),
        (
            Method::GET,
            &format!("{messages}?limit=x"),
            json,
            "",
            400,
            "invalid",
        ),
        (
            Method::GET,
            &format!("{messages}?limit=0"),
            json,
            "",
            400,
            "invalid",
        ),
        (
            Method::GET,
            &format!("{messages}?before=1&after=1"),
            json,
            "",
            400,
            "invalid",
        ),
        (Method::POST, "/nowhere", json, "", 404, "not_found"),
        (Method::GET, "/ws", json, "", 426, "invalid"),
    ] {
        let request = ada.request(method, path).header("content-type", kind);
        let response = request
            .body(body.to_owned())
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{path} {body:.40}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let problem: Value = response.json().await.expect("a problem");
        assert_eq!(problem["code"], code, "{path} {body:.40}");
        assert!(problem["detail"].is_string());
    }
}

#[tokio::test]
async fn the_interface_is_for_those_who_are_signed_in() {
    let (_server, _, [ada]) = workspace().await;
    let mut stranger = ada.clone();
    stranger.token = "forged".to_owned();
    let room = ada.everyone().await;
    for path in [
        "/api/me".to_owned(),
        "/api/workspace".to_owned(),
        "/api/rooms".to_owned(),
        "/api/snapshot".to_owned(),
        format!("/api/rooms/{room}"),
        format!("/api/rooms/{room}/messages"),
    ] {
        assert_eq!(stranger.status(&path).await, 401, "{path}");
    }
}

#[tokio::test]
async fn up_says_that_the_database_answers() {
    let server = TestServer::start().await;
    let url = format!("http://{}/up", server.address);
    let up: Value = reqwest::get(url)
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    assert_eq!(up["status"], "ok");
    assert_eq!(up["version"], env!("CARGO_PKG_VERSION"));
}
