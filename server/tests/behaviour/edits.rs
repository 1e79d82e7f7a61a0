//! Edits, and the earlier texts of a message.

use crate::support::{TestPerson, acked, frame, path_of, workspace};
use protocol::{ErrorCode, EventKind, Message, RoomId, StreamId, VersionPage};
use reqwest::Method;
use serde_json::{Value, json};
use std::ops::Range;

fn edit(message: &Message, body: &str) -> Value {
    frame::edit(message.id, body)
}

async fn only_message(person: &TestPerson, room: RoomId) -> Message {
    let [message] = <[Message; 1]>::try_from(person.history(room).await).expect("one message");
    message
}

#[tokio::test]
async fn an_edit_shows_everywhere_at_once_and_is_marked() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Tea at fuor").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    let ack = at_ada.asks(edit(&message, "Tea at four")).await;
    let event = at_grace
        .sees(|kind| matches!(kind, EventKind::MessageEdited { .. }))
        .await;
    let expected = EventKind::MessageEdited {
        message: message.id,
        body: "Tea at four".into(),
    };
    assert_eq!((event.actor, event.kind), (ada.user.id, expected));
    let stream = Some(StreamId::Room(room));
    assert_eq!(acked(ack), (stream, Some(event.seq), Some(message.id)));

    let edited = Message {
        body: "Tea at four".into(),
        edited_at: Some(event.at),
        ..message
    };
    assert_eq!(only_message(&grace, room).await, edited);
}

#[tokio::test]
async fn earlier_texts_are_kept_for_the_author_and_administrators() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let message = grace.says(room, "One").await;
    let mut at_grace = grace.connect().await;
    at_grace.does(edit(&message, "Two")).await;
    let second = only_message(&grace, room).await.edited_at;
    at_grace.does(edit(&message, "Three")).await;

    let versions = format!("{}/versions", path_of(&message));
    let expected = json!({
        "versions": [
            { "number": 2, "body": "Two", "at": second },
            { "number": 1, "body": "One", "at": message.at },
        ],
        "more": false,
    });
    for person in [&grace, &ada] {
        assert_eq!(person.get_json(&versions).await, expected);
    }
    assert_eq!(linus.status(&versions).await, 403);
}

#[tokio::test]
async fn only_its_author_edits_a_message() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = grace.says(room, "Mine").await;
    // Administrators may not edit other people's messages either.
    let mut at_ada = ada.connect().await;
    let refused = at_ada.is_refused(edit(&message, "Yours")).await;
    assert_eq!(refused, ErrorCode::Forbidden);
    assert_eq!(only_message(&ada, room).await, message);
}

#[tokio::test]
async fn a_repeated_edit_changes_nothing() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "One").await;
    let mut at_ada = ada.connect().await;
    assert!(at_ada.does(edit(&message, "Two")).await.is_some());
    // As after an ack that was lost.
    assert_eq!(at_ada.does(edit(&message, "Two")).await, None);
    let versions = format!("{}/versions", path_of(&message));
    let versions = ada.get_json(&versions).await;
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn earlier_texts_are_paged() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Text 0").await;
    let mut at_ada = ada.connect().await;
    for number in 1..=25 {
        at_ada.does(edit(&message, &format!("Text {number}"))).await;
    }
    let versions = format!("{}/versions", path_of(&message));
    let newest: VersionPage = ada.get_as(&versions).await;
    let bodies = |page: &VersionPage| -> Vec<String> {
        page.versions.iter().map(|it| it.body.clone()).collect()
    };
    let expected = |numbers: Range<u32>| -> Vec<String> {
        let numbers = numbers.rev();
        numbers.map(|number| format!("Text {number}")).collect()
    };
    assert_eq!(bodies(&newest), expected(5..25));
    assert!(newest.more);
    let last = newest.versions.last().expect("versions").number;
    let older: VersionPage = ada.get_as(&format!("{versions}?before={last}")).await;
    assert_eq!(bodies(&older), expected(0..5));
    assert!(!older.more);
    let malformed = ada.status(&format!("{versions}?before=first")).await;
    assert_eq!(malformed, 400);
}

#[tokio::test]
async fn an_edit_has_the_bounds_of_a_message() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "One").await;
    let mut at_ada = ada.connect().await;
    let refused = at_ada.is_refused(edit(&message, " \n")).await;
    assert_eq!(refused, ErrorCode::Empty);
    let refused = at_ada.is_refused(edit(&message, &"a".repeat(40_001))).await;
    assert_eq!(refused, ErrorCode::TooLong);
    let longest = "🦀".repeat(40_000);
    at_ada.does(edit(&message, &longest)).await;
    assert_eq!(only_message(&ada, room).await.body, longest);
}

#[tokio::test]
async fn a_script_edits_over_http() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "One").await;
    let two = json!({ "body": "Two" });

    let response = ada.asks(Method::PATCH, &path_of(&message), &two).await;
    assert_eq!(response.status(), 200);
    let edited: Message = response.json().await.expect("a message");
    assert_eq!(edited, only_message(&ada, room).await);
    assert_eq!(edited.body, "Two");

    assert_eq!(grace.patch(&path_of(&message), &two).await, 403);
    // The path names the message's own room.
    let elsewhere = ada.open_room("Tea").await;
    let elsewhere = format!("/api/rooms/{elsewhere}/messages/{}", message.id);
    assert_eq!(ada.patch(&elsewhere, &two).await, 404);
}
