//! Stops, restarts and failed starts.

use crate::support::{Program, TestClient, TestPerson, frame, workspace};
use protocol::{MessageId, RoomId, ServerFrame};
use serde_json::json;
use std::{collections::HashSet, path::Path};
use tempfile::TempDir;

/// Sends until the connection ends. Returns the acked messages and the code of the close.
async fn send_until_the_end(mut client: TestClient, room: RoomId) -> (Vec<MessageId>, u16) {
    let mut acked = Vec::new();
    let mut sent = 0;
    loop {
        while sent < acked.len() + 16 {
            let body = sent.to_string();
            let mut frame = frame::send(room, body);
            frame["id"] = json!(sent);
            let text = tokio_tungstenite::tungstenite::Message::text(frame.to_string());
            if client.write(text).await.is_err() {
                break;
            }
            sent += 1;
        }
        match client.next().await {
            Ok(ServerFrame::Ack { message, .. }) => acked.push(message.expect("a message")),
            Ok(_) => {}
            Err(code) => return (acked, code),
        }
    }
}

/// Starts the program, and makes the workspace. Returns Ada and the room that everyone is in.
async fn start(folder: &TempDir) -> (Program, TestPerson, RoomId) {
    let program = Program::start(folder.path()).await;
    let ada = TestPerson::first_run(program.address).await;
    let room = ada.everyone().await;
    (program, ada, room)
}

/// Checks that each of the messages is in the room once.
async fn assert_kept(person: &TestPerson, room: RoomId, acked: &[MessageId]) {
    let history = person.history(room).await;
    let kept: HashSet<_> = history.iter().map(|message| message.id).collect();
    assert_eq!(kept.len(), history.len(), "a message is there twice");
    let lost: Vec<_> = acked.iter().filter(|id| !kept.contains(id)).collect();
    assert!(lost.is_empty(), "{} acked messages are lost", lost.len());
}

#[tokio::test]
async fn sigterm_loses_nothing_that_was_acked() {
    let folder = TempDir::new().expect("a folder");
    let (program, ada, room) = start(&folder).await;
    let mut watcher = ada.connect().await;
    let sending = tokio::spawn(send_until_the_end(ada.connect().await, room));

    watcher.reads("100").await;
    program.terminate().await;
    assert_eq!(watcher.is_closed().await, 1001);
    let (acked, code) = sending.await.expect("sent");
    assert_eq!(code, 1001);
    assert!(acked.len() > 80, "{} acked", acked.len());
    assert_eq!(program.exit_code().await, Some(0));

    let program = Program::start(folder.path()).await;
    assert_kept(&ada.at(program.address), room, &acked).await;
}

#[tokio::test]
async fn sigkill_loses_nothing_that_was_acked() {
    let folder = TempDir::new().expect("a folder");
    let (program, ada, room) = start(&folder).await;
    let mut watcher = ada.connect().await;
    let sending = tokio::spawn(send_until_the_end(ada.connect().await, room));

    watcher.reads("100").await;
    program.kill().await;
    let (acked, _) = sending.await.expect("sent");
    assert!(acked.len() > 80, "{} acked", acked.len());

    let program = Program::start(folder.path()).await;
    assert_kept(&ada.at(program.address), room, &acked).await;
}

/// Runs the program, which fails to start, and returns its output.
async fn does_not_start(settings: &[(&str, &Path)]) -> String {
    let mut program = tokio::process::Command::new(env!("CARGO_BIN_EXE_hubbub"));
    program.envs(settings.iter().copied());
    let output = program.output().await.expect("it runs");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn a_bad_setting_stops_the_start_and_is_named() {
    let said = does_not_start(&[("HUBBUB_ORIGIN", "nonsense".as_ref())]).await;
    assert!(said.contains("HUBBUB_ORIGIN"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[tokio::test]
async fn a_second_server_on_the_same_data_does_not_start() {
    let folder = TempDir::new().expect("a folder");
    let _first = Program::start(folder.path()).await;
    let settings = [
        ("HUBBUB_DATA", folder.path()),
        ("LEPTOS_SITE_ADDR", "127.0.0.1:0".as_ref()),
    ];
    let said = does_not_start(&settings).await;
    assert!(said.contains("HUBBUB_DATA"), "{said}");
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let (server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room_with("Plans", &[&grace]).await;
    ada.says(room, "Remember this").await;
    let before = grace.get_json("/api/snapshot").await;

    let server = server.restart().await;
    let after = grace.at(server.address).get_json("/api/snapshot").await;
    assert_eq!(before, after);
}
