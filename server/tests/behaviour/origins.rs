//! Requests from other origins.

use crate::support::{TestPerson, TestServer, workspace};
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn post_from(person: &TestPerson, header: &str, value: &str) -> StatusCode {
    let request = person
        .request(Method::POST, "/api/rooms")
        .header(header, value)
        .json(&json!({ "name": "Tea", "kind": "open" }));
    request.send().await.expect("an answer").status()
}

#[tokio::test]
async fn requests_from_other_sites_are_refused() {
    let (server, _, [ada]) = workspace().await;
    for origin in ["http://evil.example", "null"] {
        assert_eq!(post_from(&ada, "origin", origin).await, 403);
    }
    for site in ["cross-site", "same-site"] {
        let status = post_from(&ada, "sec-fetch-site", site).await;
        assert_eq!(status, 403);
    }
    assert_eq!(ada.rooms().await.len(), 1);

    let own = format!("http://{}", server.address);
    assert_eq!(post_from(&ada, "origin", &own).await, 201);
    assert_eq!(post_from(&ada, "sec-fetch-site", "same-origin").await, 201);
}

#[tokio::test]
async fn only_the_configured_origin_is_accepted() {
    let server = TestServer::start_with(|config, _| {
        config.origin = Some("https://chat.example.org".parse().expect("an origin"));
    })
    .await;
    let ada = server.ada_from_elsewhere().await;
    let status = post_from(&ada, "origin", "https://chat.example.org").await;
    assert_eq!(status, 201);
    let host = format!("http://{}", server.address);
    assert_eq!(post_from(&ada, "origin", &host).await, 403);
}
