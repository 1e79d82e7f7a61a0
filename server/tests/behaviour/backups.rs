//! Backups.

use crate::support::{TestServer, bodies, workspace};
use protocol::{ResyncReason, ServerFrame};
use std::{ffi::OsStr, fs, path::Path, process::Output};
use tokio::process::Command;

/// Runs the program on a data folder with these arguments.
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
async fn a_client_ahead_of_a_restored_backup_resyncs() {
    let (server, room, [ada]) = workspace().await;
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
    let reason = ResyncReason::EpochChanged;
    let answer = client.says_hello(&known["epoch"], &known["cursors"]).await;
    assert_eq!(answer, ServerFrame::Resync { reason });

    let new = ada.get_json("/api/snapshot").await;
    client.greet(&new["epoch"], new["cursors"].clone()).await;
    client.sends(room, "Again").await;
    assert_eq!(bodies(&ada.history(room).await), ["Before", "Again"]);
}

#[tokio::test]
async fn a_backup_does_not_contain_deleted_texts() {
    let (server, room, [ada]) = workspace().await;
    ada.says(room, "a text that stays").await;
    let goes = ada.says(room, "a text that goes").await;
    ada.edits(&goes, "another text that goes").await;
    ada.deletes(&goes).await;
    let copy = server.data().with_file_name("copy.sqlite3");
    assert!(back_up(server.data(), &copy).await.status.success());
    assert!(holds(&copy, "a text that stays"));
    assert!(!holds(&copy, "text that goes"));
}

#[tokio::test]
async fn a_failed_backup_overwrites_nothing_and_leaves_nothing_behind() {
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
async fn the_program_prints_help_and_refuses_unknown_commands() {
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
