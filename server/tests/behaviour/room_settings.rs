use crate::support::{Person, TestServer, client_id};
use protocol::{ErrorCode, EventKind, OtherRoom, RoomId, RoomKind, StreamId, limits};
use reqwest::StatusCode;
use serde_json::json;

/// The open rooms that a person is not in.
async fn others(person: &Person) -> Vec<OtherRoom> {
    serde_json::from_value(person.get_json("/api/rooms/browse").await).expect("rooms")
}

fn is_change(kind: &EventKind) -> bool {
    matches!(kind, EventKind::RoomChanged { .. })
}

#[tokio::test]
async fn a_member_renames_a_room_and_gives_it_a_topic_and_all_in_it_hear_so() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.room("Tea", "open").await;
    let mut at_ada = ada.connect().await;

    let changes = json!({
        "name": " Coffee ", "topic": "Beans, mostly", "description": "Roasting,\n\n- grinding\n- brewing ",
    });
    assert_eq!(grace.changes(room, &changes).await, StatusCode::NO_CONTENT);
    let changed = at_ada.sees(is_change).await;
    assert_eq!(changed.actor, grace.user.id);
    let expected = EventKind::RoomChanged {
        name: "Coffee".into(),
        room_kind: RoomKind::Open,
        topic: "Beans, mostly".into(),
        archived: false,
        posting: protocol::Posting::default(),
        description: "Roasting,\n\n- grinding\n- brewing".into(),
    };
    assert_eq!(changed.kind, expected);
    let shown = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(shown["name"], "Coffee");
    assert_eq!(shown["topic"], "Beans, mostly");
    let said = "Roasting,\n\n- grinding\n- brewing";
    assert_eq!(shown["description"], said);

    // What is so already makes no event, and what is left out stays.
    assert_eq!(grace.changes(room, &changes).await, StatusCode::NO_CONTENT);
    assert_eq!(
        grace.changes(room, &json!({ "topic": "" })).await,
        StatusCode::NO_CONTENT
    );
    let next = at_ada.sees(is_change).await;
    assert_eq!(next.seq, changed.seq + 1);
    let mut again = ada.connect().await;
    again.catches_up(StreamId::Room(room), next.seq).await;
}

#[tokio::test]
async fn who_was_away_catches_up_on_a_rooms_settings() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.room("Tea", "open").await;
    let mut before = grace.dial().await;
    let epoch = before.greet(&json!(null), json!({})).await;
    let cursors = json!(before.cursors);
    drop(before);
    ada.changes(room, &json!({ "topic": "Milk first" })).await;
    let mut after = grace.dial().await;
    after.greet(&epoch, cursors).await;
    let changed = after.sees(is_change).await;
    let EventKind::RoomChanged { topic, .. } = changed.kind else {
        panic!("another event");
    };
    assert_eq!(topic, "Milk first");
}

#[tokio::test]
async fn a_name_and_a_topic_have_bounds() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.room("Tea", "open").await;
    for changes in [
        json!({ "name": "  " }),
        json!({ "name": "a".repeat(limits::NAME_CHARS + 1) }),
        json!({ "topic": "a".repeat(limits::TOPIC_CHARS + 1) }),
        json!({ "topic": "two\nlines" }),
        json!({ "description": "a".repeat(limits::DESCRIPTION_CHARS + 1) }),
    ] {
        let status = ada.changes(room, &changes).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{changes}");
    }
    let longest = json!({ "topic": "é".repeat(limits::TOPIC_CHARS) });
    assert_eq!(ada.changes(room, &longest).await, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn settings_are_for_members_and_in_open_rooms_for_administrators() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea", "open").await;
    let rename = json!({ "name": "Renamed" });
    grace.remove(tea, &grace).await;
    assert_eq!(grace.changes(tea, &rename).await, StatusCode::FORBIDDEN);
    ada.remove(tea, &ada).await;
    assert_eq!(ada.changes(tea, &rename).await, StatusCode::NO_CONTENT);
    let den = grace.closed_room("Den").await;
    assert_eq!(ada.changes(den, &rename).await, StatusCode::NOT_FOUND);
    assert_eq!(grace.changes(den, &rename).await, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn an_archived_room_can_be_read_but_takes_nothing_new_until_it_is_restored() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.room("Tea", "open").await;
    let message = grace.says(room, "Milk first").await;
    let mut at_grace = grace.connect().await;
    let known = client_id();
    let send = json!({ "type": "send", "client_id": known, "room": room, "body": "Sugar?" });
    let seq = at_grace.does(send.clone()).await;

    let archive = json!({ "archived": true });
    assert_eq!(ada.changes(room, &archive).await, StatusCode::NO_CONTENT);
    at_grace.sees(is_change).await;
    for command in [
        json!({ "type": "send", "client_id": client_id(), "room": room, "body": "Late" }),
        json!({ "type": "edit", "message": message.id, "body": "Milk last" }),
        json!({ "type": "react", "message": message.id, "emoji": "🎉", "on": true }),
    ] {
        assert_eq!(at_grace.is_refused(command).await, ErrorCode::Archived);
    }
    let path = format!("/api/rooms/{room}/messages");
    let refusal = grace.post(&path, &json!({ "body": "Late" })).await;
    assert_eq!(refusal.status(), StatusCode::CONFLICT);
    // What was stored before, and its ack lost, is acknowledged again.
    assert_eq!(at_grace.does(send).await, seq);
    assert_eq!(grace.history(room).await.len(), 2);
    let delete = json!({ "type": "delete", "message": message.id });
    assert!(at_grace.does(delete).await.is_some());

    let mut at_ada = ada.connect().await;
    let restore = json!({ "archived": false });
    assert_eq!(ada.changes(room, &restore).await, StatusCode::NO_CONTENT);
    at_grace.sends(room, "Here again").await;
    at_ada.reads("Here again").await;
}

#[tokio::test]
async fn only_administrators_archive_and_never_the_first_room() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = grace.room("Tea", "open").await;
    let archive = json!({ "archived": true });
    assert_eq!(grace.changes(room, &archive).await, StatusCode::FORBIDDEN);
    let everyone = ada.everyone().await;
    assert_eq!(ada.changes(everyone, &archive).await, StatusCode::FORBIDDEN);
    assert!(ada.rooms().await.iter().all(|room| !room.archived));
}

#[tokio::test]
async fn an_open_room_is_left_found_again_and_joined() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea", "open").await;
    ada.closed_room("Treasure").await;
    let about = json!({ "topic": "Milk first", "description": "Two lumps" });
    ada.changes(tea, &about).await;
    assert!(others(&grace).await.is_empty());
    let mut at_grace = grace.connect().await;

    assert_eq!(grace.remove(tea, &grace).await, StatusCode::NO_CONTENT);
    at_grace
        .sees(|kind| matches!(kind, EventKind::RoomRemoved { .. }))
        .await;
    ada.says(tea, "While Grace is out").await;
    let found = OtherRoom {
        id: tea,
        name: "Tea".into(),
        topic: "Milk first".into(),
        description: "Two lumps".into(),
        archived: false,
        members: 1,
    };
    assert_eq!(others(&grace).await, [found]);
    let unseen = grace.get(&format!("/api/rooms/{tea}")).await;
    assert_eq!(unseen.status(), StatusCode::NOT_FOUND);

    assert_eq!(grace.add(tea, &grace).await, StatusCode::NO_CONTENT);
    let added = at_grace
        .sees(|kind| matches!(kind, EventKind::RoomAdded { .. }))
        .await;
    let EventKind::RoomAdded { room } = added.kind else {
        panic!("another event");
    };
    assert_eq!((room.id, room.topic.as_str()), (tea, "Milk first"));
    ada.says(tea, "Welcome back").await;
    at_grace.reads("Welcome back").await;
    assert!(others(&grace).await.is_empty());
}

#[tokio::test]
async fn nobody_is_put_out_of_an_open_room_nor_leaves_the_first() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea", "open").await;
    assert_eq!(ada.remove(tea, &grace).await, StatusCode::FORBIDDEN);
    let everyone = ada.everyone().await;
    assert_eq!(ada.remove(everyone, &ada).await, StatusCode::FORBIDDEN);
    assert_eq!(grace.remove(everyone, &grace).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_comes_to_the_workspace_is_not_put_into_archived_rooms_but_finds_them() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let tea = ada.room("Tea", "open").await;
    ada.changes(tea, &json!({ "archived": true })).await;
    let grace = server.join(&ada, "Grace").await;
    let mine: Vec<RoomId> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert!(!mine.contains(&tea));
    let found = others(&grace).await;
    assert!(found.iter().any(|room| room.id == tea && room.archived));
    assert_eq!(grace.add(tea, &grace).await, StatusCode::NO_CONTENT);
    assert!(grace.rooms().await.iter().any(|room| room.archived));
}
