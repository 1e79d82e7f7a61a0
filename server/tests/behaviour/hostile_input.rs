//! Malformed frames, floods and refused handshakes.

use crate::support::{Client, TestServer, hello, workspace};
use protocol::{
    ErrorCode::{self, BadFrame, UnknownType},
    ServerFrame,
};
use serde_json::json;
use std::time::Duration;
use tokio_tungstenite::tungstenite::{Error, Message};

async fn refused(client: &mut Client, message: Message) -> (serde_json::Value, ErrorCode) {
    client.write(message).await.expect("written");
    match client.hears().await {
        ServerFrame::Error { id, code, .. } => (json!(id), code),
        other => panic!("not refused but {other:?}"),
    }
}

#[tokio::test]
async fn malformed_frames_are_refused_and_the_connection_stays_open() {
    let (_server, _, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let (deep, none) = ("[".repeat(100_000), json!(null));
    let room = "01a20b9b-04bf-71de-8620-f1d992741210";
    let negative = format!(r#"{{"type":"read","id":1,"room":"{room}","seq":-1}}"#);
    for (text, id, code) in [
        ("{", none.clone(), BadFrame),
        ("", none.clone(), BadFrame),
        ("null", none.clone(), BadFrame),
        ("[1,2]", none.clone(), BadFrame),
        (&deep, none.clone(), BadFrame),
        (r#"{"type":"send","id":7}"#, json!(7), BadFrame),
        (
            r#"{"type":"read","id":"x","room":"r","seq":1}"#,
            json!("x"),
            BadFrame,
        ),
        (&negative, json!(1), BadFrame),
        (r#"{"type":"destroy","id":8}"#, json!(8), UnknownType),
        (
            r#"{"type":"hello","epoch":null,"cursors":{"x:1":1}}"#,
            none,
            BadFrame,
        ),
    ] {
        let answer = refused(&mut client, Message::text(text)).await;
        assert_eq!(answer, (id, code), "{text:.60}");
    }
    let binary = Message::binary(vec![0, 159, 146, 150]);
    assert_eq!(refused(&mut client, binary).await.1, ErrorCode::BadFrame);
    client.sends(ada.everyone().await, "Still here").await;
}

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
    let status = |outcome: Result<Client, Error>| match outcome {
        Err(Error::Http(response)) => response.status(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a socket"),
    };

    let outcome = Client::dial_with(server.address, hello(server.address)).await;
    assert_eq!(status(outcome), 401);
    let outcome = Client::dial(server.address, "forged").await;
    assert_eq!(status(outcome), 401);

    let mut strange = hello(server.address);
    let headers = strange.headers_mut();
    let cookie = format!("hubbub_session={}", ada.token);
    headers.insert("cookie", cookie.parse().expect("a header"));
    headers.insert("origin", "http://evil.example".parse().expect("a header"));
    let outcome = Client::dial_with(server.address, strange).await;
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
    let mut client = Client::dial_with(server.address, request)
        .await
        .expect("a socket");
    client.greet(&json!(null), json!({})).await;
}

#[tokio::test]
async fn a_client_that_never_says_hello_or_falls_silent_is_disconnected() {
    let server = TestServer::start_with(|_, tuning| tuning.hello = Duration::from_millis(50)).await;
    let ada = server.ada().await;
    assert_eq!(ada.dial().await.is_closed().await, 1008);

    let server =
        TestServer::start_with(|_, tuning| tuning.heartbeat = Duration::from_millis(50)).await;
    let ada = server.ada().await;
    assert_eq!(ada.connect().await.is_closed().await, 1008);
}
