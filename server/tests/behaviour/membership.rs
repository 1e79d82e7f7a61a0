//! Membership of rooms.

use crate::support::{sees, workspace};
use protocol::{EventKind, ServerFrame, StreamId};
use serde_json::json;

#[tokio::test]
async fn a_new_member_receives_the_room_then_its_events_until_removed() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Plans").await;
    let stream = StreamId::Room(room);
    let mut at_grace = grace.connect().await;

    ada.add(room, &grace).await;
    let seen = sees!(at_grace, EventKind::RoomAdded { room } => room);
    assert_eq!((seen.id, seen.seq, seen.unread), (room, 1, 0));
    let joined = at_grace
        .sees(|kind| matches!(kind, EventKind::MemberJoined { .. }))
        .await;
    assert_eq!(joined.seq, 2);
    ada.says(room, "Welcome").await;
    at_grace.reads("Welcome").await;

    ada.remove(room, &grace).await;
    sees!(at_grace, EventKind::RoomRemoved { .. } => ());
    assert!(!at_grace.cursors.contains_key(&stream));
    ada.says(room, "Without Grace").await;
    ada.says(ada.everyone().await, "Public").await;
    at_grace.reads("Public").await;
    let last = at_grace.events[&stream].last().expect("an event");
    assert!(matches!(last.kind, EventKind::MessageCreated { .. }));
}

#[tokio::test]
async fn a_new_open_room_reaches_everyone_who_is_connected() {
    let (_server, _, [ada, grace]) = workspace().await;
    let mut at_grace = grace.connect().await;
    let room = ada.open_room("Tea").await;
    ada.says(room, "Milk first?").await;
    at_grace.reads("Milk first?").await;
    let is_joined = |kind: &EventKind| matches!(kind, EventKind::MemberJoined { .. });
    assert_eq!(at_grace.count(is_joined), 2);
}

#[tokio::test]
async fn connected_people_see_a_newcomer() {
    let (server, _, [ada]) = workspace().await;
    let mut at_ada = ada.connect().await;
    let grace = server.join(&ada, "Grace").await;
    let changed = at_ada
        .sees(|kind| matches!(kind, EventKind::PersonChanged { .. }))
        .await;
    assert_eq!(changed.actor, grace.user.id);
    let joined = sees!(at_ada, EventKind::MemberJoined { user } => user);
    assert_eq!(joined, grace.user.id);
}

#[tokio::test]
async fn adding_twice_changes_nothing() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Plans").await;
    assert_eq!(ada.add(room, &grace).await, 204);
    assert_eq!(ada.add(room, &grace).await, 204);
    let detail = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(detail["seq"], 2);
    assert_eq!(detail["members"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn members_leave_but_only_administrators_remove_others() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let room = ada.closed_room_with("Plans", &[&grace]).await;
    grace.add(room, &linus).await;

    assert_eq!(grace.remove(room, &linus).await, 403);
    assert_eq!(linus.remove(room, &linus).await, 204);
    assert_eq!(ada.remove(room, &grace).await, 204);
    let everyone = ada.everyone().await;
    assert_eq!(grace.remove(everyone, &grace).await, 403);
}

#[tokio::test]
async fn a_member_who_leaves_and_returns_repeatedly_stays_consistent() {
    let (_server, _, [ada, grace]) = workspace().await;
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
    let (_server, _, [ada, grace]) = workspace().await;
    ada.closed_room("Plans").await;
    let everyone = ada.everyone().await;
    let mut at_grace = grace.dial().await;
    let hello = json!({ "type": "hello", "epoch": null });
    at_grace.say(&hello).await;
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
