use crate::support::TestServer;
use protocol::{EventKind, ServerFrame, StreamId};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn one_who_is_added_hears_of_the_room_then_from_it_until_removed() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Plans").await;
    let stream = StreamId::Room(room);
    let mut at_grace = grace.connect().await;

    ada.add(room, &grace).await;
    let added = at_grace
        .sees(|kind| matches!(kind, EventKind::RoomAdded { .. }))
        .await;
    let EventKind::RoomAdded { room: seen } = added.kind else {
        panic!("no room");
    };
    assert_eq!((seen.id, seen.seq, seen.unread), (room, 1, 0));
    let joined = at_grace
        .sees(|kind| matches!(kind, EventKind::MemberJoined { .. }))
        .await;
    assert_eq!(joined.seq, 2);
    ada.says(room, "Welcome").await;
    at_grace.reads("Welcome").await;

    ada.remove(room, &grace).await;
    at_grace
        .sees(|kind| matches!(kind, EventKind::RoomRemoved { .. }))
        .await;
    assert!(!at_grace.cursors.contains_key(&stream));
    ada.says(room, "Without Grace").await;
    ada.says(ada.everyone().await, "Public").await;
    at_grace.reads("Public").await;
    let last = at_grace.events[&stream].last().expect("an event");
    assert!(matches!(last.kind, EventKind::MessageCreated { .. }));
}

#[tokio::test]
async fn a_new_open_room_reaches_everyone_who_is_connected() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_grace = grace.connect().await;
    let room = ada.room("Tea", "open").await;
    ada.says(room, "Milk first?").await;
    at_grace.reads("Milk first?").await;
    let joined = at_grace.events[&StreamId::Room(room)]
        .iter()
        .filter(|event| matches!(event.kind, EventKind::MemberJoined { .. }));
    assert_eq!(joined.count(), 2);
}

#[tokio::test]
async fn one_who_joins_is_seen_by_those_who_are_there() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let mut at_ada = ada.connect().await;
    let grace = server.join(&ada, "Grace").await;
    let changed = at_ada
        .sees(|kind| matches!(kind, EventKind::PersonChanged { .. }))
        .await;
    assert_eq!(changed.actor, grace.user.id);
    let joined = at_ada
        .sees(|kind| matches!(kind, EventKind::MemberJoined { .. }))
        .await;
    assert_eq!(
        joined.kind,
        EventKind::MemberJoined {
            user: grace.user.id
        }
    );
}

#[tokio::test]
async fn adding_twice_changes_nothing() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Plans").await;
    assert_eq!(ada.add(room, &grace).await, StatusCode::NO_CONTENT);
    assert_eq!(ada.add(room, &grace).await, StatusCode::NO_CONTENT);
    let detail = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(detail["seq"], 2);
    assert_eq!(detail["members"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn one_leaves_alone_but_removes_others_only_as_administrator() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.closed_room("Plans").await;
    ada.add(room, &grace).await;
    grace.add(room, &linus).await;

    assert_eq!(grace.remove(room, &linus).await, StatusCode::FORBIDDEN);
    assert_eq!(linus.remove(room, &linus).await, StatusCode::NO_CONTENT);
    assert_eq!(ada.remove(room, &grace).await, StatusCode::NO_CONTENT);
    let everyone = ada.everyone().await;
    assert_eq!(grace.remove(everyone, &grace).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_who_comes_and_goes_and_comes_again_stays_in_step() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Plans").await;
    let mut at_grace = grace.connect().await;
    for round in 0..10 {
        ada.add(room, &grace).await;
        ada.says(room, &format!("In {round}")).await;
        ada.remove(room, &grace).await;
        ada.says(room, &format!("Out {round}")).await;
    }
    ada.add(room, &grace).await;
    ada.says(room, "Here to stay").await;
    at_grace.reads("Here to stay").await;
    for event in &at_grace.events[&StreamId::Room(room)] {
        if let EventKind::MessageCreated { message } = &event.kind {
            assert!(!message.body.starts_with("Out"), "{}", message.body);
        }
    }
}

#[tokio::test]
async fn the_welcome_names_every_stream_and_no_other() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    ada.closed_room("Plans").await;
    let everyone = ada.everyone().await;
    let mut at_grace = grace.dial().await;
    at_grace
        .say(&json!({ "type": "hello", "epoch": null }))
        .await;
    let frame = at_grace.hears().await;
    let ServerFrame::Welcome { streams, user, .. } = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(user, grace.user.id);
    let streams: Vec<_> = streams.into_keys().collect();
    let expected = [
        StreamId::Workspace,
        StreamId::User(grace.user.id),
        StreamId::Room(everyone),
    ];
    assert_eq!(streams, expected);
}
