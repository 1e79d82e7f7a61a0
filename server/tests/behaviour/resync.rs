//! Cursors that cannot be served.

use crate::support::{frame, workspace};
use protocol::{ErrorCode, ResyncReason, ServerFrame};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_cursor_of_another_epoch_is_void_and_the_connection_stays_open() {
    let (_server, _, [ada]) = workspace().await;
    let mut client = ada.dial().await;
    let reason = ResyncReason::EpochChanged;
    let answer = client.says_hello(Uuid::now_v7(), json!({ "w": 1 })).await;
    assert_eq!(answer, ServerFrame::Resync { reason });

    let snapshot = ada.get_json("/api/snapshot").await;
    client
        .greet(&snapshot["epoch"], snapshot["cursors"].clone())
        .await;
    client.sends(ada.everyone().await, "Back again").await;
}

#[tokio::test]
async fn a_cursor_ahead_of_its_stream_is_void() {
    let (_server, _, [ada]) = workspace().await;
    let epoch = ada.get_json("/api/snapshot").await["epoch"].clone();
    let mut client = ada.dial().await;
    let reason = ResyncReason::CursorAhead;
    let answer = client.says_hello(&epoch, json!({ "w": 1000 })).await;
    assert_eq!(answer, ServerFrame::Resync { reason });
}

#[tokio::test]
async fn the_epoch_survives_a_restart() {
    let (server, _, [ada]) = workspace().await;
    let mut client = ada.dial().await;
    let epoch = client.greet(&json!(null), json!({})).await;
    let cursors = json!(client.cursors);
    let room = ada.everyone().await;
    ada.says(room, "Before").await;

    let server = server.restart().await;
    let ada = ada.at(server.address);
    let mut client = ada.dial().await;
    assert_eq!(client.greet(&epoch, cursors).await, epoch);
    client.reads("Before").await;
}

#[tokio::test]
async fn cursors_without_an_epoch_are_ignored() {
    let (_server, _, [ada]) = workspace().await;
    let mut client = ada.dial().await;
    client.greet(&json!(null), json!({ "w": 1000 })).await;
}

#[tokio::test]
async fn commands_wait_for_hello_and_a_second_hello_is_refused() {
    let (_server, _, [ada]) = workspace().await;
    let mut client = ada.dial().await;
    let read = frame::read(ada.everyone().await, 1);
    assert_eq!(client.is_refused(read).await, ErrorCode::HelloFirst);

    client.greet(&json!(null), json!({})).await;
    client.say(&json!({ "type": "hello", "epoch": null })).await;
    let frame = client.hears().await;
    assert!(
        matches!(
            frame,
            ServerFrame::Error {
                code: ErrorCode::AlreadyLive,
                ..
            }
        ),
        "{frame:?}"
    );
    client.pings().await;
}
