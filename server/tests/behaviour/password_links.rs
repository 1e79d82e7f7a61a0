//! `hubbub reset-password`, with the real program, beside a server that runs.

use crate::support::{Person, Program, open_database, stranger};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path, process::Output};
use tempfile::TempDir;
use tokio::process::Command;

const ORIGIN: (&str, &str) = ("HUBBUB_ORIGIN", "https://chat.example.org");

/// Runs the program on a data folder, with the settings given.
async fn reset_password(data: &Path, emails: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hubbub"));
    program.arg("reset-password").args(emails);
    program.env("HUBBUB_DATA", data).env_remove("HUBBUB_ORIGIN");
    program.envs(settings.iter().copied());
    program.output().await.expect("the program runs")
}

/// The token of the link that the program prints, which begins with an origin.
fn token(made: &Output, origin: &str) -> String {
    assert!(made.status.success(), "{made:?}");
    let link = String::from_utf8(made.stdout.clone()).expect("text");
    let token = link.strip_prefix(&format!("{origin}/reset/"));
    let token = token.and_then(|token| token.strip_suffix('\n'));
    token.expect("a link and nothing else").to_owned()
}

async fn set(address: SocketAddr, token: &str, password: &str) -> StatusCode {
    let url = format!("http://{address}/api/reset/{token}");
    let form = json!({ "password": password });
    let sent = stranger().post(url).json(&form).send().await;
    sent.expect("an answer").status()
}

async fn sign_in(address: SocketAddr, password: &str) -> StatusCode {
    let url = format!("http://{address}/api/session");
    let form = json!({ "email": "ada@example.org", "password": password });
    let sent = stranger().post(url).json(&form).send().await;
    sent.expect("an answer").status()
}

#[tokio::test]
async fn the_only_administrator_comes_back_by_a_link_that_the_program_prints() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    let ada = Person::first_run(server.address).await;
    let void = reset_password(folder.path(), &["ada@example.org"], &[ORIGIN]).await;
    let made = reset_password(folder.path(), &[" ADA@example.org"], &[ORIGIN]).await;
    let (void, made) = (token(&void, ORIGIN.1), token(&made, ORIGIN.1));

    let address = server.address;
    assert_eq!(
        set(address, &void, "battery staple").await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        set(address, &made, "battery staple").await,
        StatusCode::CREATED
    );
    assert_eq!(
        set(address, &made, "another horse").await,
        StatusCode::NOT_FOUND
    );
    let before = ada.send(Method::GET, "/api/me").await;
    assert_eq!(before, StatusCode::UNAUTHORIZED);
    assert_eq!(
        sign_in(address, "correct horse").await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        sign_in(address, "battery staple").await,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn a_link_is_on_disk_once_it_is_printed() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    Person::first_run(server.address).await;
    let everywhere = [("LEPTOS_SITE_ADDR", "0.0.0.0:80")];
    let made = reset_password(folder.path(), &["ada@example.org"], &everywhere).await;
    let token = token(&made, "http://127.0.0.1:80");
    server.kill().await;

    let server = Program::start(folder.path()).await;
    let set = set(server.address, &token, "battery staple").await;
    assert_eq!(set, StatusCode::CREATED);
}

#[tokio::test]
async fn a_link_is_made_without_a_server_too() {
    let folder = TempDir::new().expect("a folder");
    let server = Program::start(folder.path()).await;
    Person::first_run(server.address).await;
    server.terminate().await;
    assert_eq!(server.exit_code().await, Some(0));
    let made = reset_password(folder.path(), &["ada@example.org"], &[]).await;
    let token = token(&made, "http://127.0.0.1:3000");
    let server = Program::start(folder.path()).await;
    let set = set(server.address, &token, "battery staple").await;
    assert_eq!(set, StatusCode::CREATED);
}

#[tokio::test]
async fn a_link_that_cannot_be_made_fails_and_says_why() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path();
    let server = Program::start(data).await;
    let ada = Person::first_run(server.address).await;
    let workspace: Value = ada.get_json("/api/workspace").await;
    let code = workspace["join_code"].as_str().expect("a code");
    let linus =
        json!({ "name": "Linus", "email": "linus@example.org", "password": "correct horse" });
    let linus = Person::enter(server.address, &format!("/api/join/{code}"), &linus).await;
    let ban = format!("/api/people/{}/ban", linus.user.id);
    assert_eq!(ada.send(Method::PUT, &ban).await, StatusCode::NO_CONTENT);

    let nowhere = data.join("nowhere");
    for (data, emails, reason) in [
        (
            data,
            &["grace@example.org"][..],
            "nobody has the e-mail address grace@example.org",
        ),
        (
            data,
            &["linus@example.org"],
            "linus@example.org is banned or deactivated",
        ),
        (data, &[], "name one person"),
        (
            data,
            &["ada@example.org", "linus@example.org"],
            "name one person",
        ),
        (
            nowhere.as_path(),
            &["ada@example.org"],
            "there is no database",
        ),
    ] {
        let failed = reset_password(data, emails, &[ORIGIN]).await;
        assert_eq!(failed.status.code(), Some(1), "{failed:?}");
        assert!(failed.stdout.is_empty(), "{failed:?}");
        let said = String::from_utf8_lossy(&failed.stderr);
        assert!(said.contains(reason), "{said}");
    }
    assert!(!nowhere.exists());

    let mut database = open_database(data).await;
    sqlx::query(
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .execute(&mut database)
    .await
    .expect("an older database");
    let failed = reset_password(data, &["ada@example.org"], &[ORIGIN]).await;
    assert_eq!(failed.status.code(), Some(1), "{failed:?}");
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains("another version"), "{said}");
}
