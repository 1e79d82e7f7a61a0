use crate::support::{Client, Person, TestServer, client_id};
use protocol::{ErrorCode, EventKind, Message, MessageId, RoomId, ServerFrame, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

const SECRET: &str = "The treasure is under the oak";

/// Ada's closed room with a secret in it, and Grace, who is not in it.
async fn room_and_stranger(server: &TestServer) -> (Person, RoomId, Person) {
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Treasure").await;
    ada.says(room, SECRET).await;
    (ada, room, grace)
}

#[tokio::test]
async fn over_http_a_closed_room_looks_like_one_that_does_not_exist() {
    let server = TestServer::start().await;
    let (ada, room, grace) = room_and_stranger(&server).await;
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
            let request = grace.request(method.clone(), &format!("/api/rooms/{id}{tail}"));
            let request = request.json(&json!({ "body": "Let me in", "seq": 1 }));
            let response = request.send().await.expect("an answer");
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{method} {tail}");
            answers.push(response.text().await.expect("a body"));
        }
        assert_eq!(answers[0], answers[1], "{method} {tail}");
    }
    assert!(!grace.rooms().await.iter().any(|known| known.id == room));
}

#[tokio::test]
async fn its_pages_are_not_found() {
    let server = TestServer::start().await;
    let (ada, room, grace) = room_and_stranger(&server).await;
    for path in [format!("/rooms/{room}"), format!("/rooms/{room}/at/2")] {
        assert_eq!(ada.get(&path).await.status(), StatusCode::OK);
        let response = grace.get(&path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        let page = response.text().await.expect("a page");
        assert!(!page.contains(SECRET) && !page.contains("Treasure"));
    }
    let snapshot = grace.get(&format!("/api/snapshot?room={room}")).await;
    assert_eq!(snapshot.status(), StatusCode::NOT_FOUND);
    let snapshot = grace.get("/api/snapshot").await.text().await.expect("JSON");
    assert!(!snapshot.contains(SECRET) && !snapshot.contains(&room.to_string()));
}

#[tokio::test]
async fn over_the_socket_nothing_can_be_said_or_heard() {
    let server = TestServer::start().await;
    let (ada, room, grace) = room_and_stranger(&server).await;
    let mut at_ada = ada.connect().await;
    let mut at_grace = grace.dial().await;

    // A forged cursor opens nothing.
    let epoch = ada.get_json("/api/snapshot").await["epoch"].clone();
    let mut forged = json!({});
    forged[StreamId::Room(room).to_string()] = json!(0);
    at_grace.greet(&epoch, forged).await;
    assert!(!at_grace.cursors.contains_key(&StreamId::Room(room)));

    let send = json!({ "type": "send", "client_id": client_id(), "room": room, "body": "Hello?" });
    assert_eq!(at_grace.is_refused(send).await, ErrorCode::NotFound);
    let message = ada.history(room).await.remove(0);
    let draft = json!({ "room": room, "body": "Hello?", "edited_at": message.at });
    for command in [
        json!({ "type": "read", "room": room, "seq": 1 }),
        json!({ "type": "mark_unread", "room": room, "seq": 1 }),
        json!({ "type": "draft", "draft": draft }),
    ] {
        assert_eq!(at_grace.is_refused(command).await, ErrorCode::NotFound);
    }
    assert!(finds_nothing(&mut at_grace, &message).await);
    at_grace
        .say(&json!({ "type": "typing", "room": room }))
        .await;
    at_grace.pings().await;

    at_ada.say(&json!({ "type": "typing", "room": room })).await;
    at_ada.sends(room, SECRET).await;
    // Neither Grace's typing reached Ada, nor anything of the room Grace.
    at_ada.pings().await;
    let everyone = ada.everyone().await;
    ada.says(everyone, "Public").await;
    let frame = at_grace.hears().await;
    let ServerFrame::Events { stream, .. } = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(stream, StreamId::Room(everyone));
}

/// Whether a message is to someone what one that never was is to them.
async fn finds_nothing(client: &mut Client, message: &Message) -> bool {
    let nothing = MessageId(Uuid::now_v7());
    for id in [message.id, nothing] {
        for command in [
            json!({ "type": "edit", "message": id, "body": "Mine now" }),
            json!({ "type": "delete", "message": id }),
            json!({ "type": "react", "message": id, "emoji": "🎉", "on": true }),
            json!({ "type": "react", "message": id, "emoji": "nonsense", "on": true }),
        ] {
            if client.is_refused(command).await != ErrorCode::NotFound {
                return false;
            }
        }
    }
    true
}

#[tokio::test]
async fn one_who_was_removed_has_no_more_say_over_what_they_wrote() {
    let server = TestServer::start().await;
    let (ada, room, grace) = room_and_stranger(&server).await;
    ada.add(room, &grace).await;
    let message = grace.says(room, "I was here").await;
    ada.remove(room, &grace).await;
    assert!(finds_nothing(&mut grace.connect().await, &message).await);
    // An administrator who is not in the room is a stranger too.
    let linus = server.join(&ada, "Linus").await;
    let theirs = linus.closed_room("Penguins").await;
    let message = linus.says(theirs, "Between us").await;
    assert!(finds_nothing(&mut ada.connect().await, &message).await);
}

#[tokio::test]
async fn nothing_comes_after_removal_and_no_cursor_brings_it_back() {
    let server = TestServer::start().await;
    let (ada, room, grace) = room_and_stranger(&server).await;
    assert_eq!(ada.add(room, &grace).await, StatusCode::NO_CONTENT);
    let mut at_grace = grace.dial().await;
    let epoch = at_grace.greet(&Value::Null, json!({})).await;
    let cursors = json!(at_grace.cursors);
    ada.says(room, "Grace is here").await;
    at_grace.reads("Grace is here").await;

    assert_eq!(ada.remove(room, &grace).await, StatusCode::NO_CONTENT);
    ada.says(room, SECRET).await;
    let everyone = ada.everyone().await;
    ada.says(everyone, "Public").await;
    at_grace.reads("Public").await;
    // The client itself fails on an event of a stream that is not its own.
    assert!(
        !at_grace.events[&StreamId::Room(room)]
            .iter()
            .any(|event| matches!(
                &event.kind,
                EventKind::MessageCreated { message } if message.body == SECRET
            ))
    );
    assert_eq!(
        grace.get(&format!("/api/rooms/{room}")).await.status(),
        StatusCode::NOT_FOUND
    );

    let mut again = grace.dial().await;
    again
        .say(&json!({ "type": "hello", "epoch": epoch, "cursors": cursors }))
        .await;
    let frame = again.hears().await;
    let ServerFrame::Welcome { streams, .. } = frame else {
        panic!("{frame:?}");
    };
    assert!(!streams.contains_key(&StreamId::Room(room)));
}
