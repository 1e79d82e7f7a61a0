//! Closed rooms, as people outside see them.

use crate::support::{TestClient, TestPerson, TestServer, frame, workspace};
use protocol::{ErrorCode, EventKind, Message, MessageId, RoomId, ServerFrame, StreamId};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

const SECRET: &str = "The treasure is under the oak";

/// Starts a server where Ada has a closed room with a secret in it. Grace is not in the room.
async fn room_and_stranger() -> (TestServer, TestPerson, RoomId, TestPerson) {
    let (server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Treasure").await;
    ada.says(room, SECRET).await;
    (server, ada, room, grace)
}

#[tokio::test]
async fn over_http_a_closed_room_looks_nonexistent() {
    let (_server, ada, room, grace) = room_and_stranger().await;
    let nowhere = RoomId(Uuid::now_v7());
    let message = format!("/messages/{}", ada.history(room).await[0].id);
    for (method, tail) in [
        (Method::GET, String::new()),
        (Method::PATCH, String::new()),
        (Method::GET, "/messages".to_owned()),
        (Method::GET, "/messages?around=1".to_owned()),
        (Method::POST, "/messages".to_owned()),
        (Method::PUT, format!("/members/{}", grace.user.id)),
        (Method::DELETE, format!("/members/{}", ada.user.id)),
        (Method::DELETE, format!("/members/{}", grace.user.id)),
        (Method::PATCH, message.clone()),
        (Method::DELETE, message.clone()),
        (Method::GET, format!("{message}/versions")),
        (Method::PUT, format!("{message}/reactions/🎉")),
        (Method::DELETE, format!("{message}/reactions/🎉")),
        (Method::PUT, format!("{message}/reactions/nonsense")),
        (Method::PUT, "/read".to_owned()),
        (Method::PUT, "/unread".to_owned()),
    ] {
        let mut answers = Vec::new();
        for id in [room, nowhere] {
            let path = format!("/api/rooms/{id}{tail}");
            let body = json!({ "body": "Let me in", "seq": 1 });
            let response = grace.asks(method.clone(), &path, &body).await;
            assert_eq!(response.status(), 404, "{method} {tail}");
            answers.push(response.text().await.expect("a body"));
        }
        assert_eq!(answers[0], answers[1], "{method} {tail}");
    }
    assert!(!grace.rooms().await.iter().any(|known| known.id == room));
}

#[tokio::test]
async fn its_pages_are_not_found() {
    let (_server, ada, room, grace) = room_and_stranger().await;
    for path in [format!("/rooms/{room}"), format!("/rooms/{room}/at/2")] {
        assert_eq!(ada.status(&path).await, 200);
        let response = grace.get(&path).await;
        assert_eq!(response.status(), 404);
        let page = response.text().await.expect("a page");
        assert!(!page.contains(SECRET) && !page.contains("Treasure"));
    }
    let snapshot = format!("/api/snapshot?room={room}");
    assert_eq!(grace.status(&snapshot).await, 404);
    let snapshot = grace.get("/api/snapshot").await.text().await.expect("JSON");
    assert!(!snapshot.contains(SECRET) && !snapshot.contains(&room.to_string()));
}

#[tokio::test]
async fn over_the_socket_nothing_can_be_sent_or_received() {
    let (_server, ada, room, grace) = room_and_stranger().await;
    let mut at_ada = ada.connect().await;
    let mut at_grace = grace.dial().await;

    // A forged cursor opens nothing.
    let epoch = json!(ada.snapshot().await.epoch);
    let forged = json!({ StreamId::Room(room).to_string(): 0 });
    at_grace.greet(&epoch, forged).await;
    assert!(!at_grace.cursors.contains_key(&StreamId::Room(room)));

    let message = ada.history(room).await.remove(0);
    let draft = json!({ "room": room, "body": "Hello?", "edited_at": message.at });
    for command in [
        frame::send(room, "Hello?"),
        frame::read(room, 1),
        frame::mark_unread(room, 1),
        json!({ "type": "draft", "draft": draft }),
    ] {
        assert_eq!(at_grace.is_refused(command).await, ErrorCode::NotFound);
    }
    assert!(finds_nothing(&mut at_grace, &message).await);
    at_grace.say(&frame::typing(room)).await;
    at_grace.pings().await;

    at_ada.say(&frame::typing(room)).await;
    at_ada.sends(room, SECRET).await;
    // Grace's typing did not reach Ada, and nothing of the room reached Grace.
    at_ada.pings().await;
    let everyone = ada.everyone().await;
    ada.says(everyone, "Public").await;
    let frame = at_grace.hears().await;
    let ServerFrame::Events { stream, .. } = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(stream, StreamId::Room(everyone));
}

/// Returns whether a client is told that a message does not exist.
async fn finds_nothing(client: &mut TestClient, message: &Message) -> bool {
    let nothing = MessageId(Uuid::now_v7());
    for id in [message.id, nothing] {
        for command in [
            frame::edit(id, "Mine now"),
            frame::delete(id),
            frame::react(id, "🎉", true),
            frame::react(id, "nonsense", true),
        ] {
            if client.is_refused(command).await != ErrorCode::NotFound {
                return false;
            }
        }
    }
    true
}

#[tokio::test]
async fn a_removed_member_cannot_change_their_messages() {
    let (server, ada, room, grace) = room_and_stranger().await;
    ada.add(room, &grace).await;
    let message = grace.says(room, "I was here").await;
    ada.remove(room, &grace).await;
    assert!(finds_nothing(&mut grace.connect().await, &message).await);
    // The same holds for an administrator who is not in the room.
    let linus = server.join(&ada, "Linus").await;
    let theirs = linus.closed_room("Penguins").await;
    let message = linus.says(theirs, "Between us").await;
    assert!(finds_nothing(&mut ada.connect().await, &message).await);
}

#[tokio::test]
async fn a_removed_member_receives_nothing_more_whatever_their_cursors() {
    let (_server, ada, room, grace) = room_and_stranger().await;
    assert_eq!(ada.add(room, &grace).await, 204);
    let position = grace.position().await;
    let mut at_grace = grace.connect().await;
    ada.says(room, "Grace is here").await;
    at_grace.reads("Grace is here").await;

    assert_eq!(ada.remove(room, &grace).await, 204);
    ada.says(room, SECRET).await;
    let everyone = ada.everyone().await;
    ada.says(everyone, "Public").await;
    at_grace.reads("Public").await;
    // The client itself fails on an event of a stream that is not its own.
    let secret = |kind: &EventKind| matches!(kind, EventKind::MessageCreated { message } if message.body == SECRET);
    assert_eq!(at_grace.count(secret), 0);
    assert_eq!(grace.status(&format!("/api/rooms/{room}")).await, 404);

    let mut again = grace.dial().await;
    let frame = again.says_hello(&position.epoch, &position.cursors).await;
    let ServerFrame::Welcome { streams, .. } = frame else {
        panic!("{frame:?}");
    };
    assert!(!streams.contains_key(&StreamId::Room(room)));
}
