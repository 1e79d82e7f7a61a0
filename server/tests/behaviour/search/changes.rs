//! A change to a message changes what is found at once, and what is in the database's file.

use crate::support::{TestPerson, TestServer, eventually, open_database, workspace};
use std::{fs, path::Path};

/// Writes the write-ahead log into the database's file, and returns the bytes of both.
async fn bytes(data: &Path) -> Vec<u8> {
    let mut database = open_database(data).await;
    let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut database)
        .await;
    emptied.expect("emptied");
    let mut bytes = fs::read(data.join("hubbub.sqlite3")).expect("a file");
    bytes.extend(fs::read(data.join("hubbub.sqlite3-wal")).unwrap_or_default());
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let text = text.as_bytes();
    bytes
        .windows(text.len())
        .any(|part| part.eq_ignore_ascii_case(text))
}

/// Waits until no text is in the file: what the index has removed may be in unused parts of the file for a moment.
async fn are_gone(data: &Path, texts: &[&str]) {
    let gone = async || {
        let bytes = bytes(data).await;
        (!texts.iter().any(|text| holds(&bytes, text))).then_some(())
    };
    eventually("the words are gone", gone).await;
}

#[tokio::test]
async fn an_edited_message_is_found_by_its_new_words_only() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Coffee at three").await;
    ada.edits(&message, "Tea at three").await;
    assert_eq!(grace.finds("coffee").await, [""; 0]);
    assert_eq!(grace.finds("tea").await, ["Tea at three"]);
    assert_eq!(grace.finds("three").await, ["Tea at three"]);
    ada.edits(&message, "Coffee at three").await;
    assert_eq!(grace.finds("coffee three").await, ["Coffee at three"]);
}

#[tokio::test]
async fn a_deleted_message_is_not_found() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Coffee at three").await;
    ada.says(room, "Coffee at four").await;
    let reply = ada.replies(&message, "Coffee for me").await;
    ada.deletes(&message).await;
    assert_eq!(
        grace.finds("coffee").await,
        ["Coffee for me", "Coffee at four"]
    );
    ada.deletes(&reply).await;
    assert_eq!(grace.finds("coffee").await, ["Coffee at four"]);
}

#[tokio::test]
async fn a_banned_persons_deleted_messages_are_not_found() {
    let (_server, room, [ada, grace]) = workspace().await;
    for number in 0..120 {
        grace.says(room, &format!("spam {number}")).await;
    }
    ada.says(room, "No spam please").await;
    assert!(ada.bans(&grace).await.is_success());
    let path = format!("/api/people/{}/messages", grace.user.id);
    assert!(ada.send(reqwest::Method::DELETE, &path).await.is_success());
    assert_eq!(ada.finds("spam").await, ["No spam please"]);
}

#[tokio::test]
async fn deleted_and_edited_words_are_gone_from_the_databases_file() {
    let (server, room, [ada]) = workspace().await;
    let path = server.data().to_owned();
    // Enough for the index to have many pages, in which the secret words stand among others.
    for number in 0..150 {
        let body = format!(
            "zebra{number} word{} quartz{} common text",
            number % 7,
            number * 31
        );
        ada.says(room, &body).await;
    }
    let mut secrets = Vec::new();
    for number in 0..40 {
        let body = format!("quagmire{number} xylophonist zinnwaldite{number} common");
        secrets.push(ada.says(room, &body).await);
        ada.says(room, &format!("quarrel{number} xylem zippy"))
            .await;
    }
    let file = ada.sends_file(room, "wolframite-ledger.txt", "tea").await;
    let before = bytes(&path).await;
    for word in ["quagmire7", "xylophonist", "zinnwaldite7", "wolframite"] {
        assert!(holds(&before, word), "{word} is there at first");
    }
    for (number, message) in secrets.iter().enumerate() {
        if number % 2 == 0 {
            ada.edits(message, "nothing of interest").await;
        }
        ada.deletes(message).await;
    }
    ada.deletes(&file).await;
    are_gone(
        &path,
        &[
            "quagmire",
            "xylophonist",
            "zinnwaldite",
            "wolframite",
            "nothing of interest",
        ],
    )
    .await;
    let after = bytes(&path).await;
    for word in ["quarrel7", "xylem", "zebra7"] {
        assert!(holds(&after, word), "{word} stays");
    }
    assert_eq!(ada.finds("quarrel7").await.len(), 1);
    is_sound(&server, &ada).await;
}

/// Checks that the index has what the messages have, and nothing else.
async fn is_sound(server: &TestServer, ada: &TestPerson) {
    let mut database = open_database(server.data()).await;
    let check = "INSERT INTO message_index (message_index) VALUES ('integrity-check')";
    sqlx::query(check)
        .execute(&mut database)
        .await
        .expect("a sound index");
    assert_eq!(ada.finds("common").await.len(), 20);
}

#[tokio::test]
async fn an_erased_rooms_words_are_gone_from_the_databases_file() {
    let (server, _, [ada]) = workspace().await;
    let room = ada.closed_room("Plans").await;
    for number in 0..60 {
        ada.says(room, &format!("quagmire{number} xylophonist"))
            .await;
    }
    ada.sends_file(room, "wolframite.txt", "tea").await;
    let path = format!("/api/rooms/{room}");
    assert!(ada.send(reqwest::Method::DELETE, &path).await.is_success());
    are_gone(server.data(), &["quagmire", "xylophonist", "wolframite"]).await;
}
