//! Frames that are too large, floods and refused handshakes.

use crate::support::{TestClient, TestServer, hello, workspace};
use serde_json::json;
use tokio_tungstenite::tungstenite::{Error, Message};

#[tokio::test]
async fn a_frame_of_a_megabyte_closes_the_connection_with_1009() {
    let (_server, _, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let huge = Message::text("x".repeat(1024 * 1024));
    client.write(huge).await.expect("written");
    assert_eq!(client.is_closed().await, 1009);
}

#[tokio::test]
async fn a_flood_closes_the_connection_with_1008() {
    let server = TestServer::start_limited(|_| {}).await;
    let ada = server.ada().await;
    let mut client = ada.connect().await;
    assert_eq!(client.floods(1000).await, 1008);
}

#[tokio::test]
async fn a_handshake_without_a_session_or_from_another_site_is_refused() {
    let (server, _, [ada]) = workspace().await;
    let status = |outcome: Result<TestClient, Error>| match outcome {
        Err(Error::Http(response)) => response.status(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a socket"),
    };

    let outcome = TestClient::dial_with(server.address, hello(server.address)).await;
    assert_eq!(status(outcome), 401);
    let outcome = TestClient::dial(server.address, "forged").await;
    assert_eq!(status(outcome), 401);

    let mut strange = hello(server.address);
    let headers = strange.headers_mut();
    let cookie = format!("hubbub_session={}", ada.token);
    headers.insert("cookie", cookie.parse().expect("a header"));
    headers.insert("origin", "http://evil.example".parse().expect("a header"));
    let outcome = TestClient::dial_with(server.address, strange).await;
    assert_eq!(status(outcome), 403);
}

#[tokio::test]
async fn a_program_connects_with_a_bearer_token() {
    let (server, _, [ada]) = workspace().await;
    let mut request = hello(server.address);
    let headers = request.headers_mut();
    headers.remove("origin");
    let bearer = format!("Bearer {}", ada.token);
    headers.insert("authorization", bearer.parse().expect("a header"));
    let mut client = TestClient::dial_with(server.address, request)
        .await
        .expect("a socket");
    client.greet(&json!(null), json!({})).await;
}
