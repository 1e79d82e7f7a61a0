use crate::support::TestServer;
use protocol::{ResyncReason, ServerFrame};
use reqwest::Method;
use serde_json::json;
use std::{ffi::OsStr, fs, path::Path, process::Output};
use tokio::process::Command;

/// Runs the program with these arguments on a data folder.
async fn hubbub<S: AsRef<OsStr>>(data: &Path, arguments: &[S]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hubbub"));
    program.args(arguments).env("HUBBUB_DATA", data);
    program.output().await.expect("the program runs")
}

async fn back_up(data: &Path, copy: &Path) -> Output {
    hubbub(data, &["backup".as_ref(), copy.as_os_str()]).await
}

fn holds(file: &Path, text: &str) -> bool {
    let bytes = fs::read(file).expect("a file");
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn who_knows_more_than_a_restored_backup_starts_over() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    ada.says(room, "Before").await;
    let copy = server.data().with_file_name("copy.sqlite3");
    let made = back_up(server.data(), &copy).await;
    assert!(made.status.success(), "{made:?}");
    ada.says(room, "After").await;
    let known = ada.get_json("/api/snapshot").await;

    let server = server
        .restart_after(async |data| {
            for left in ["hubbub.sqlite3-wal", "hubbub.sqlite3-shm"] {
                assert!(!data.join(left).exists(), "{left}");
            }
            fs::rename(&copy, data.join("hubbub.sqlite3")).expect("restored");
        })
        .await;
    let ada = ada.at(server.address);
    let mut client = ada.dial().await;
    client
        .say(&json!({ "type": "hello", "epoch": known["epoch"], "cursors": known["cursors"] }))
        .await;
    let reason = ResyncReason::EpochChanged;
    assert_eq!(client.hears().await, ServerFrame::Resync { reason });

    let new = ada.get_json("/api/snapshot").await;
    client.greet(&new["epoch"], new["cursors"].clone()).await;
    client.sends(room, "Again").await;
    let history = ada.history(room).await;
    let bodies: Vec<_> = history.iter().map(|message| &message.body).collect();
    assert_eq!(bodies, ["Before", "Again"]);
}

#[tokio::test]
async fn a_backup_holds_nothing_that_was_deleted_before() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    ada.says(room, "a text that stays").await;
    let goes = ada.says(room, "a text that goes").await;
    let path = format!("/api/rooms/{room}/messages/{}", goes.id);
    let edit = json!({ "body": "another text that goes" });
    let edited = ada.request(Method::PATCH, &path).json(&edit).send().await;
    assert!(edited.expect("an answer").status().is_success());
    assert!(ada.send(Method::DELETE, &path).await.is_success());
    let copy = server.data().with_file_name("copy.sqlite3");
    assert!(back_up(server.data(), &copy).await.status.success());
    assert!(holds(&copy, "a text that stays"));
    assert!(!holds(&copy, "text that goes"));
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing_half_done() {
    let server = TestServer::start().await;
    // It answers once its database is there.
    server.up().await;
    let data = server.data();
    let copy = data.with_file_name("copy.sqlite3");
    fs::write(&copy, "precious").expect("written");
    let refused = back_up(data, &copy).await;
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("copy.sqlite3"), "{said}");
    assert_eq!(fs::read(&copy).expect("a file"), b"precious");

    let nowhere = data.with_file_name("nowhere");
    let other = data.with_file_name("other.sqlite3");
    let refused = back_up(&nowhere, &other).await;
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        !refused.status.success() && said.contains("no database"),
        "{said}"
    );
    assert!(!other.exists() && !nowhere.exists());

    fs::create_dir_all(&nowhere).expect("a folder");
    fs::write(nowhere.join("hubbub.sqlite3"), "no database".repeat(100)).expect("written");
    assert!(!back_up(&nowhere, &other).await.status.success());
    let left = fs::read_dir(data.parent().expect("a folder")).expect("listed");
    let left: Vec<_> = left
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().contains("other"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn the_program_says_what_there_is_and_refuses_what_there_is_not() {
    let server = TestServer::start().await;
    for help in ["help", "--help", "-h"] {
        let shown = hubbub(server.data(), &[help]).await;
        assert!(shown.status.success());
        let text = String::from_utf8_lossy(&shown.stdout);
        for task in ["hubbub backup FILE", "hubbub reset-password EMAIL"] {
            assert!(text.contains(task), "{text}");
        }
    }
    for wrong in [
        &["serve"][..],
        &["--backup", "x"],
        &["backup"],
        &["backup", "x", "y"],
    ] {
        let refused = hubbub(server.data(), wrong).await;
        assert!(!refused.status.success(), "{wrong:?}");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains(wrong[0]), "{said}");
    }
}
