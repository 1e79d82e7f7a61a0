//! Messages that a room keeps at hand.

use crate::support::{Person, Screen, TestServer};
use protocol::{EventKind, Message, RoomId, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn pin(person: &Person, message: &Message, on: bool) -> StatusCode {
    let method = if on { Method::PUT } else { Method::DELETE };
    let path = format!("/api/messages/{}/pin", message.id);
    person.send(method, &path).await
}

/// The texts of what is pinned to a room, from top to bottom.
async fn pinned(person: &Person, room: RoomId) -> Vec<String> {
    let pins = person.get_json(&format!("/api/rooms/{room}/pins")).await;
    let pins: Vec<Message> = serde_json::from_value(pins).expect("messages");
    assert!(pins.iter().all(|message| message.pinned));
    pins.into_iter().map(|message| message.body).collect()
}

async fn stands_at(person: &Person, room: RoomId) -> u64 {
    let rooms = person.rooms().await;
    rooms.iter().find(|it| it.id == room).expect("the room").seq
}

#[tokio::test]
async fn whoever_was_away_sees_the_same_pins_as_who_stayed() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let old = ada.says(room, "Old").await;
    let mut stayed = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();

    let plan = ada.says(room, "Plan").await;
    let secret = ada.says(room, "Secret").await;
    for message in [&old, &plan, &secret] {
        assert_eq!(pin(&grace, message, true).await, StatusCode::NO_CONTENT);
    }
    pin(&ada, &old, false).await;
    let delete = json!({ "type": "delete", "message": secret.id });
    ada.connect().await.does(delete).await;
    pin(&ada, &old, true).await;

    let (stream, last) = (StreamId::Room(room), stands_at(&grace, room).await);
    stayed.follows(stream, last).await;
    away.comes_back().await;
    away.follows(stream, last).await;
    let fresh = Screen::open(&grace, room).await;
    for screen in [&stayed, &away, &fresh] {
        let marks: Vec<_> = screen.messages(room).iter().map(|it| it.pinned).collect();
        assert_eq!(marks, [true, true, false]);
        assert_eq!(screen.state.rooms[&room].pins, 2);
    }
    let history: Vec<_> = ada.history(room).await.iter().map(|it| it.pinned).collect();
    assert_eq!(history, [true, true, false]);
    assert_eq!(pinned(&ada, room).await, ["Old", "Plan"]);
}

#[tokio::test]
async fn pinning_what_is_pinned_and_taking_off_what_is_not_changes_nothing() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Plan").await;
    let mut at_ada = ada.connect().await;
    assert_eq!(pin(&ada, &message, false).await, StatusCode::NO_CONTENT);
    assert_eq!(pin(&ada, &message, true).await, StatusCode::NO_CONTENT);
    assert_eq!(pin(&ada, &message, true).await, StatusCode::NO_CONTENT);
    let event = at_ada
        .sees(|kind| matches!(kind, EventKind::PinChanged { .. }))
        .await;
    let on = EventKind::PinChanged {
        message: message.id,
        on: true,
    };
    assert_eq!(event.kind, on);
    assert_eq!(event.seq, stands_at(&ada, room).await);
}

#[tokio::test]
async fn only_who_is_in_the_room_pins_and_sees_pins() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Secrets").await;
    let message = ada.says(room, "Plan").await;
    assert_eq!(pin(&grace, &message, true).await, StatusCode::NOT_FOUND);
    let list = format!("/api/rooms/{room}/pins");
    assert_eq!(grace.get(&list).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(pin(&ada, &message, true).await, StatusCode::NO_CONTENT);
    // Who comes later is told how many there are.
    ada.add(room, &grace).await;
    let grace_sees = Screen::open(&grace, room).await;
    assert_eq!(grace_sees.state.rooms[&room].pins, 1);
    ada.changes(room, &json!({ "archived": true })).await;
    assert_eq!(pin(&ada, &message, false).await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_room_keeps_a_hundred_pins_at_most() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    for number in 0..100 {
        let message = ada.says(room, &number.to_string()).await;
        assert_eq!(pin(&ada, &message, true).await, StatusCode::NO_CONTENT);
    }
    let message = ada.says(room, "One more").await;
    assert_eq!(
        pin(&ada, &message, true).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(pinned(&ada, room).await.len(), 100);
}
