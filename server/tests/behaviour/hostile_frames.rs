//! Malformed frames, and silence.

use crate::support::{TestClient, TestServer, workspace};
use protocol::{
    ErrorCode::{self, BadFrame, UnknownType},
    ServerFrame,
};
use serde_json::json;
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

async fn refused(client: &mut TestClient, message: Message) -> (serde_json::Value, ErrorCode) {
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
    assert_eq!(refused(&mut client, binary).await.1, BadFrame);
    client.sends(ada.everyone().await, "Still here").await;
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
