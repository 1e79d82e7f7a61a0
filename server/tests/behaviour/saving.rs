//! A database that cannot be written.

use crate::support::{PATIENCE, TestServer, frame, open_database, workspace};
use protocol::{ErrorCode, ServerFrame};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Waits until `/up` succeeds again.
async fn is_up_again(server: &TestServer) {
    let up = async {
        while server.up().await.status() != StatusCode::OK {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, up).await.expect("it recovers by itself");
}

#[tokio::test]
async fn while_the_database_is_locked_nothing_is_acked_and_reading_works() {
    let (server, room, [ada]) = workspace().await;
    let mut at_ada = ada.connect().await;
    at_ada.sends(room, "Before").await;

    let mut stranger = open_database(server.data()).await;
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut stranger)
        .await
        .expect("locked");
    let send = frame::send(room, "During");
    let answer = at_ada.asks(send.clone()).await;
    let ServerFrame::Error { code, retry_ms, .. } = answer else {
        panic!("not refused but {answer:?}");
    };
    assert_eq!(code, ErrorCode::CannotSave);
    assert!(retry_ms.is_some_and(|wait| wait > 0));

    let up = server.up().await;
    assert_eq!(up.status(), 503);
    assert_eq!(up.headers()["content-type"], "application/problem+json");
    let problem: Value = up.json().await.expect("a problem");
    assert_eq!(problem["code"], "cannot_save");

    let path = format!("/api/rooms/{room}/messages");
    let refused = ada.post(&path, &json!({ "body": "Over HTTP" })).await;
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["code"], "cannot_save");

    // Reading works, on old and new connections.
    let bodies = |messages: Vec<protocol::Message>| -> Vec<String> {
        messages.into_iter().map(|message| message.body).collect()
    };
    assert_eq!(bodies(ada.history(room).await), ["Before"]);
    assert_eq!(ada.status(&format!("/rooms/{room}")).await, 200);
    ada.connect().await.pings().await;

    sqlx::raw_sql("ROLLBACK")
        .execute(&mut stranger)
        .await
        .expect("unlocked");
    is_up_again(&server).await;
    let answer = at_ada.asks(send).await;
    assert!(matches!(answer, ServerFrame::Ack { .. }), "{answer:?}");
    assert_eq!(bodies(ada.history(room).await), ["Before", "During"]);
}
