use crate::support::{Person, TestServer};
use protocol::{ErrorCode, EventKind, Message, RoomId, ServerFrame, StreamId, VersionPage};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn edit(message: &Message, body: &str) -> Value {
    json!({ "type": "edit", "message": message.id, "body": body })
}

fn path(message: &Message) -> String {
    format!("/api/rooms/{}/messages/{}", message.room, message.id)
}

async fn only_message(person: &Person, room: RoomId) -> Message {
    let [message] = <[Message; 1]>::try_from(person.history(room).await).expect("one message");
    message
}

#[tokio::test]
async fn an_edit_shows_everywhere_at_once_and_says_so() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
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
    let ServerFrame::Ack {
        stream,
        seq,
        message: id,
        ..
    } = ack
    else {
        panic!("{ack:?}");
    };
    assert_eq!(stream, Some(StreamId::Room(room)));
    assert_eq!((seq, id), (Some(event.seq), Some(message.id)));

    let edited = Message {
        body: "Tea at four".into(),
        edited_at: Some(event.at),
        ..message
    };
    assert_eq!(only_message(&grace, room).await, edited);
}

#[tokio::test]
async fn earlier_texts_are_kept_for_the_author_and_administrators() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let message = grace.says(room, "One").await;
    let mut at_grace = grace.connect().await;
    at_grace.does(edit(&message, "Two")).await;
    let second = only_message(&grace, room).await.edited_at;
    at_grace.does(edit(&message, "Three")).await;

    let versions = format!("{}/versions", path(&message));
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
    assert_eq!(linus.get(&versions).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_its_author_edits_a_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let message = grace.says(room, "Mine").await;
    // Administrators may not put words into people's mouths either.
    let mut at_ada = ada.connect().await;
    let refused = at_ada.is_refused(edit(&message, "Yours")).await;
    assert_eq!(refused, ErrorCode::Forbidden);
    assert_eq!(only_message(&ada, room).await, message);
}

#[tokio::test]
async fn the_same_edit_again_is_done_already() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "One").await;
    let mut at_ada = ada.connect().await;
    assert!(at_ada.does(edit(&message, "Two")).await.is_some());
    // As after an ack that was lost.
    assert_eq!(at_ada.does(edit(&message, "Two")).await, None);
    let versions = format!("{}/versions", path(&message));
    let versions = ada.get_json(&versions).await;
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn earlier_texts_come_page_by_page() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Text 0").await;
    let mut at_ada = ada.connect().await;
    for number in 1..=25 {
        at_ada.does(edit(&message, &format!("Text {number}"))).await;
    }
    let versions = format!("{}/versions", path(&message));
    let newest: VersionPage =
        serde_json::from_value(ada.get_json(&versions).await).expect("a page");
    let bodies = |page: &VersionPage| -> Vec<String> {
        page.versions.iter().map(|it| it.body.clone()).collect()
    };
    let expected = |numbers: &mut dyn Iterator<Item = u32>| -> Vec<String> {
        numbers.map(|number| format!("Text {number}")).collect()
    };
    assert_eq!(bodies(&newest), expected(&mut (5..25).rev()));
    assert!(newest.more);
    let last = newest.versions.last().expect("versions").number;
    let older = ada.get_json(&format!("{versions}?before={last}")).await;
    let older: VersionPage = serde_json::from_value(older).expect("a page");
    assert_eq!(bodies(&older), expected(&mut (0..5).rev()));
    assert!(!older.more);
    let malformed = ada.get(&format!("{versions}?before=first")).await;
    assert_eq!(malformed.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_edit_keeps_to_the_bounds_of_a_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
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
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let message = ada.says(room, "One").await;
    let patch = async |person: &Person, path: String| {
        let request = person.request(Method::PATCH, &path);
        let request = request.json(&json!({ "body": "Two" }));
        request.send().await.expect("an answer")
    };

    let response = patch(&ada, path(&message)).await;
    assert_eq!(response.status(), StatusCode::OK);
    let edited: Message = response.json().await.expect("a message");
    assert_eq!(edited, only_message(&ada, room).await);
    assert_eq!(edited.body, "Two");

    let refused = patch(&grace, path(&message)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    // A message is found in its own room alone.
    let elsewhere = ada.room("Tea", "open").await;
    let elsewhere = format!("/api/rooms/{elsewhere}/messages/{}", message.id);
    let missing = patch(&ada, elsewhere).await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}
