//! `hubbub reset-password`, run beside a server.

use crate::support::{Program, TestPerson, knock, newcomer, open_database};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::{net::SocketAddr, path::Path, process::Output};
use tempfile::TempDir;
use tokio::process::Command;

const ORIGIN: (&str, &str) = ("HUBBUB_ORIGIN", "https://chat.example.org");

/// Runs the program on a data folder with these settings.
async fn reset_password(data: &Path, emails: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hubbub"));
    program.arg("reset-password").args(emails);
    program.env("HUBBUB_DATA", data).env_remove("HUBBUB_ORIGIN");
    program.envs(settings.iter().copied());
    program.output().await.expect("the program runs")
}

/// Returns the token of the link that the program printed, which starts with an origin.
fn token(made: &Output, origin: &str) -> String {
    assert!(made.status.success(), "{made:?}");
    let link = String::from_utf8(made.stdout.clone()).expect("text");
    let token = link.strip_prefix(&format!("{origin}/reset/"));
    let token = token.and_then(|token| token.strip_suffix('\n'));
    token.expect("a link and nothing else").to_owned()
}

async fn set(address: SocketAddr, token: &str, password: &str) -> StatusCode {
    let form = json!({ "password": password });
    let answer = knock(address, &format!("/api/reset/{token}"), &form).await;
    answer.status()
}

#[tokio::test]
async fn the_only_administrator_sets_a_password_by_a_printed_link() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    let ada = TestPerson::first_run(server.address).await;
    let void = reset_password(folder.path(), &["ada@example.org"], &[ORIGIN]).await;
    let made = reset_password(folder.path(), &[" ADA@example.org"], &[ORIGIN]).await;
    let (void, made) = (token(&void, ORIGIN.1), token(&made, ORIGIN.1));

    let address = server.address;
    assert_eq!(set(address, &void, "battery staple").await, 404);
    assert_eq!(set(address, &made, "battery staple").await, 201);
    assert_eq!(set(address, &made, "another horse").await, 404);
    let before = ada.send(Method::GET, "/api/me").await;
    assert_eq!(before, 401);
    assert_eq!(ada.tries_password("correct horse").await.status(), 401);
    assert_eq!(ada.tries_password("battery staple").await.status(), 201);
}

#[tokio::test]
async fn a_link_is_on_disk_once_it_is_printed() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    TestPerson::first_run(server.address).await;
    let everywhere = [("LEPTOS_SITE_ADDR", "0.0.0.0:80")];
    let made = reset_password(folder.path(), &["ada@example.org"], &everywhere).await;
    let token = token(&made, "http://127.0.0.1:80");
    server.kill().await;

    let server = Program::start(folder.path()).await;
    let set = set(server.address, &token, "battery staple").await;
    assert_eq!(set, 201);
}

#[tokio::test]
async fn a_link_is_made_without_a_server_too() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    TestPerson::first_run(server.address).await;
    server.terminate().await;
    assert_eq!(server.exit_code().await, Some(0));
    let made = reset_password(folder.path(), &["ada@example.org"], &[]).await;
    let token = token(&made, "http://127.0.0.1:3000");
    let server = Program::start(folder.path()).await;
    let set = set(server.address, &token, "battery staple").await;
    assert_eq!(set, 201);
}

/// Checks that the program makes no link, and names the reason.
async fn fails(data: &Path, emails: &[&str], reason: &str) {
    let failed = reset_password(data, emails, &[ORIGIN]).await;
    assert_eq!(failed.status.code(), Some(1), "{failed:?}");
    assert!(failed.stdout.is_empty(), "{failed:?}");
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains(reason), "{said}");
}

#[tokio::test]
async fn a_failure_to_make_a_link_names_the_reason() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path();
    let server = Program::start(data).await;
    let ada = TestPerson::first_run(server.address).await;
    let join = ada.join_path().await;
    let linus = TestPerson::enter(server.address, &join, &newcomer("Linus")).await;
    assert_eq!(ada.bans(&linus).await, 204);

    let nowhere = data.join("nowhere");
    let (ada, grace, linus) = ("ada@example.org", "grace@example.org", "linus@example.org");
    let unknown = "nobody has the e-mail address grace@example.org";
    let banned = "linus@example.org is banned or deactivated";
    for (data, emails, reason) in [
        (data, &[grace][..], unknown),
        (data, &[linus], banned),
        (data, &[], "name one person"),
        (data, &[ada, linus], "name one person"),
        (nowhere.as_path(), &[ada], "there is no database"),
    ] {
        fails(data, emails, reason).await;
    }
    assert!(!nowhere.exists());

    let mut database = open_database(data).await;
    let older =
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
    let older = sqlx::raw_sql(older).execute(&mut database).await;
    older.expect("an older database");
    fails(data, &[ada], "another version").await;
}
