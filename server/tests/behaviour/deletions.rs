use crate::support::{TestServer, client_id};
use protocol::{ErrorCode, EventKind, Message, ServerFrame, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const SECRET: &str = "The treasure is under the oak";

fn delete(message: &Message) -> Value {
    json!({ "type": "delete", "message": message.id })
}

fn path(message: &Message) -> String {
    format!("/api/rooms/{}/messages/{}", message.room, message.id)
}

#[tokio::test]
async fn a_deleted_message_leaves_a_trace_without_its_text() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut before = grace.dial().await;
    let epoch = before.greet(&Value::Null, json!({})).await;
    let cursors = json!(before.cursors);
    drop(before);
    let message = ada.says(room, SECRET).await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    let edited = json!({ "type": "edit", "message": message.id, "body": format!("{SECRET}!") });
    at_ada.does(edited).await;
    let react = json!({ "type": "react", "message": message.id, "emoji": "🎉", "on": true });
    at_ada.does(react).await;

    let seq = at_ada.does(delete(&message)).await.expect("an event");
    let event = at_grace
        .sees(|kind| matches!(kind, EventKind::MessageDeleted { .. }))
        .await;
    let expected = EventKind::MessageDeleted {
        message: message.id,
        message_seq: message.seq,
        author: ada.user.id,
        reply_to: None,
        thread: None,
    };
    assert_eq!((event.seq, event.kind), (seq, expected));

    let trace = Message {
        body: String::new(),
        deleted: true,
        ..message.clone()
    };
    assert_eq!(grace.history(room).await, std::slice::from_ref(&trace));
    for person in [&ada, &grace] {
        let snapshot = person.get(&format!("/api/snapshot?room={room}")).await;
        let snapshot = snapshot.text().await.expect("JSON");
        assert!(!snapshot.contains(SECRET));
        let page = person.get(&format!("/rooms/{room}")).await;
        assert!(!page.text().await.expect("a page").contains(SECRET));
        let versions = person.get(&format!("{}/versions", path(&message))).await;
        assert_eq!(versions.status(), StatusCode::NOT_FOUND);
    }
    // The log of before has no text of it either.
    let mut away = grace.dial().await;
    away.greet(&epoch, cursors).await;
    away.catches_up(StreamId::Room(room), seq).await;
    let log = &away.events[&StreamId::Room(room)];
    assert_eq!(log.len(), 4);
    assert_eq!(log[0].kind, EventKind::MessageCreated { message: trace });
    assert!(!json!(log).to_string().contains(SECRET));
}

#[tokio::test]
async fn its_author_and_administrators_delete_a_message_and_nobody_else() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let (one, two) = (grace.says(room, "One").await, grace.says(room, "Two").await);
    let refused = linus.connect().await.is_refused(delete(&one)).await;
    assert_eq!(refused, ErrorCode::Forbidden);
    assert!(grace.connect().await.does(delete(&one)).await.is_some());
    assert!(ada.connect().await.does(delete(&two)).await.is_some());
    // Nor may others learn by it that there is nothing left to delete.
    let refused = linus.connect().await.is_refused(delete(&one)).await;
    assert_eq!(refused, ErrorCode::Forbidden);
}

#[tokio::test]
async fn deleting_twice_is_deleting_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Once").await;
    let mut at_ada = ada.connect().await;
    assert!(at_ada.does(delete(&message)).await.is_some());
    let again = at_ada.asks(delete(&message)).await;
    let ServerFrame::Ack {
        stream,
        seq,
        message: id,
        ..
    } = again
    else {
        panic!("{again:?}");
    };
    assert_eq!(stream, Some(StreamId::Room(room)));
    assert_eq!((seq, id), (None, Some(message.id)));
    let deleted = ada.send(Method::DELETE, &path(&message)).await;
    assert_eq!(deleted, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_deleted_takes_no_edits_and_no_reactions() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Gone").await;
    let deleted = ada.send(Method::DELETE, &path(&message)).await;
    assert_eq!(deleted, StatusCode::NO_CONTENT);
    let mut at_ada = ada.connect().await;
    for command in [
        json!({ "type": "edit", "message": message.id, "body": "Back" }),
        json!({ "type": "react", "message": message.id, "emoji": "🎉", "on": true }),
    ] {
        assert_eq!(at_ada.is_refused(command).await, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn sending_a_deleted_message_again_does_not_bring_it_back() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let send = json!({ "type": "send", "client_id": client_id(), "room": room, "body": SECRET });
    let first = at_ada.does(send.clone()).await;
    let message = ada.history(room).await.remove(0);
    at_ada.does(delete(&message)).await;
    assert_eq!(at_ada.does(send).await, first);
    let history = ada.history(room).await;
    assert_eq!(history.len(), 1);
    assert!(history[0].deleted && history[0].body.is_empty());
}

#[tokio::test]
async fn a_deleted_message_is_no_longer_unread() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let one = ada.says(room, "One").await;
    ada.says(room, "Two").await;
    assert_eq!(grace.rooms().await[0].unread, 2);
    ada.connect().await.does(delete(&one)).await;
    assert_eq!(grace.rooms().await[0].unread, 1);
}
