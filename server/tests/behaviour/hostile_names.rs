//! File names that try to escape their folder, and JSON that attacks its parser.

use crate::support::workspace;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_file_name_cannot_escape_its_folder_or_its_header() {
    let (server, room, [ada]) = workspace().await;
    for name in [
        "../../hubbub.sqlite3",
        "/etc/passwd",
        "..",
        "C:\\Windows\\system.ini",
        "a\"; filename=\"b.html",
        "<img src=x onerror=alert(1)>.png",
        "con.txt",
        ".htaccess",
        "ünïcødé 文件.txt",
    ] {
        let answer = ada.tries_to_upload(room, name, "hello").await;
        if answer.status() != StatusCode::CREATED {
            assert_eq!(answer.status(), 422, "{name}");
            continue;
        }
        let file: protocol::Attachment = answer.json().await.expect("a file");
        ada.shares(room, "", &[file.id]).await;
        let answer = ada.opens(&file).await;
        let disposition = answer.headers()["content-disposition"].to_str();
        let disposition = disposition.expect("ASCII").to_owned();
        assert!(disposition.starts_with("attachment; filename*=UTF-8''"));
        assert!(
            !disposition.contains(['"', '/', '\\', '<']),
            "{disposition}"
        );
        assert_eq!(answer.text().await.expect("bytes"), "hello");
    }
    let above = server.data().parent().expect("a folder");
    let names = std::fs::read_dir(above).expect("a listing");
    let names: Vec<_> = names
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["data"]);
}

#[tokio::test]
async fn json_that_attacks_its_parser_is_refused_by_name() {
    let (_server, room, [ada]) = workspace().await;
    let path = format!("/api/rooms/{room}/messages");
    let deep = format!("{{\"body\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    for body in [
        "",
        "null",
        "[]",
        "\"text\"",
        "{\"body\":null}",
        "{\"body\":1e999}",
        "{\"body\":NaN}",
        "{\"body\":\"\\ud800\"}",
        "{\"body\":\"a\",\"body\":\"b\"}",
        "{\"body\":{\"$gt\":\"\"}}",
        "{\"body\":\"a\",\"client_id\":\"' OR 1=1 --\"}",
        "{\"body\":\"a\"} trailing",
        deep.as_str(),
    ] {
        let request = ada.request(Method::POST, &path).body(body.to_owned());
        let request = request.header("content-type", "application/json");
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        assert!(
            [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY].contains(&status),
            "{status} to {body:.60}"
        );
        let problem: Value = answer.json().await.expect("a problem");
        assert_eq!(problem["code"], json!("invalid"), "{body:.60}");
        let detail = problem["detail"].as_str().expect("words");
        assert!(!detail.is_empty() && detail.len() < 500, "{detail}");
    }
    assert_eq!(ada.history(room).await.len(), 0);
    ada.says(room, "Still here").await;
}
