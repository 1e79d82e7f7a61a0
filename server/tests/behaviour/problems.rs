//! Errors of the API.

use crate::support::{TestServer, workspace};
use reqwest::Method;
use serde_json::Value;

#[tokio::test]
async fn every_error_is_a_problem() {
    let (_server, room, [ada]) = workspace().await;
    let messages = format!("/api/rooms/{room}/messages");
    let large = format!(r#"{{"body":"{}"}}"#, "x".repeat(1024 * 1024));
    let [bad_limit, no_limit, both] =
        ["limit=x", "limit=0", "before=1&after=1"].map(|query| format!("{messages}?{query}"));
    let (get, post) = (Method::GET, Method::POST);
    let (text, json) = ("text/plain", "application/json");
    let (cut, wrong, blank) = (r#"{"body":"#, r#"{"text":"a"}"#, r#"{"body":"  "}"#);
    for (method, path, kind, body, status, code) in [
        (&get, "/api/nothing", json, "", 404, "not_found"),
        (&get, "/api/rooms/nonsense", json, "", 404, "not_found"),
        (&Method::DELETE, "/api/me", json, "", 405, "invalid"),
        (&post, &messages, json, cut, 400, "invalid"),
        (&post, &messages, json, wrong, 422, "invalid"),
        (&post, &messages, text, "a", 415, "invalid"),
        (&post, &messages, json, blank, 422, "empty"),
        (&post, &messages, json, &large, 413, "too_large"),
        (&get, &bad_limit, json, "", 400, "invalid"),
        (&get, &no_limit, json, "", 400, "invalid"),
        (&get, &both, json, "", 400, "invalid"),
        (&post, "/nowhere", json, "", 404, "not_found"),
        (&get, "/ws", json, "", 426, "invalid"),
    ] {
        let request = ada.request(method.clone(), path);
        let request = request.header("content-type", kind).body(body.to_owned());
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{path} {body:.40}");
        let media_type = &response.headers()["content-type"];
        assert_eq!(media_type, "application/problem+json");
        let problem: Value = response.json().await.expect("a problem");
        assert_eq!(problem["code"], code, "{path} {body:.40}");
        assert!(problem["detail"].is_string());
    }
}

#[tokio::test]
async fn the_api_requires_a_session() {
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
async fn up_reports_that_the_database_answers() {
    let server = TestServer::start().await;
    let up: Value = server.up().await.json().await.expect("JSON");
    assert_eq!(up["status"], "ok");
    assert_eq!(up["version"], env!("CARGO_PKG_VERSION"));
}
