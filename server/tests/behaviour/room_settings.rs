//! Settings of rooms, and leaving and joining open ones.

use crate::support::{TestPerson, frame, sees, workspace};
use protocol::{ErrorCode, EventKind, OtherRoom, RoomId, RoomKind, StreamId, limits};
use serde_json::json;

/// Returns the open rooms that a person is not in.
async fn others(person: &TestPerson) -> Vec<OtherRoom> {
    person.get_as("/api/rooms/browse").await
}

fn is_change(kind: &EventKind) -> bool {
    matches!(kind, EventKind::RoomChanged { .. })
}

#[tokio::test]
async fn members_see_a_new_name_topic_and_description_of_their_room() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.open_room("Tea").await;
    let mut at_ada = ada.connect().await;

    let changes = json!({
        "name": " Coffee ", "topic": "Beans, mostly", "description": "Roasting,\n\n- grinding\n- brewing ",
    });
    assert_eq!(grace.changes(room, &changes).await, 204);
    let changed = at_ada.sees(is_change).await;
    assert_eq!(changed.actor, grace.user.id);
    let expected = EventKind::RoomChanged {
        name: "Coffee".into(),
        room_kind: RoomKind::Open,
        topic: Some("Beans, mostly".into()),
        archived: false,
        posting: protocol::Posting::default(),
        description: Some("Roasting,\n\n- grinding\n- brewing".into()),
    };
    assert_eq!(changed.kind, expected);
    let shown = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(shown["name"], "Coffee");
    assert_eq!(shown["topic"], "Beans, mostly");
    let said = "Roasting,\n\n- grinding\n- brewing";
    assert_eq!(shown["description"], said);

    // A repeat makes no event, and fields left out stay as they are.
    assert_eq!(grace.changes(room, &changes).await, 204);
    assert_eq!(grace.changes(room, &json!({ "topic": "" })).await, 204);
    let next = at_ada.sees(is_change).await;
    assert_eq!(next.seq, changed.seq + 1);
    let mut again = ada.connect().await;
    again.catches_up(StreamId::Room(room), next.seq).await;
}

#[tokio::test]
async fn a_rooms_settings_are_caught_up_with() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.open_room("Tea").await;
    let position = grace.position().await;
    ada.changes(room, &json!({ "topic": "Milk first" })).await;
    let mut after = grace.resumes(&position).await;
    let topic = sees!(after, EventKind::RoomChanged { topic, .. } => topic);
    assert_eq!(topic.as_deref(), Some("Milk first"));

    // Null removes a topic, as an empty text does.
    assert_eq!(ada.changes(room, &json!({ "topic": null })).await, 204);
    let shown = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(shown.get("topic"), None);
}

#[tokio::test]
async fn a_name_and_a_topic_have_bounds() {
    let (_server, _, [ada]) = workspace().await;
    let room = ada.open_room("Tea").await;
    for changes in [
        json!({ "name": "  " }),
        json!({ "name": "a".repeat(limits::NAME_CHARS + 1) }),
        json!({ "topic": "a".repeat(limits::TOPIC_CHARS + 1) }),
        json!({ "topic": "two\nlines" }),
        json!({ "description": "a".repeat(limits::DESCRIPTION_CHARS + 1) }),
    ] {
        let status = ada.changes(room, &changes).await;
        assert_eq!(status, 422, "{changes}");
    }
    let longest = json!({ "topic": "é".repeat(limits::TOPIC_CHARS) });
    assert_eq!(ada.changes(room, &longest).await, 204);
}

#[tokio::test]
async fn members_change_settings_and_administrators_those_of_open_rooms() {
    let (_server, _, [ada, grace]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    let rename = json!({ "name": "Renamed" });
    grace.remove(tea, &grace).await;
    assert_eq!(grace.changes(tea, &rename).await, 403);
    ada.remove(tea, &ada).await;
    assert_eq!(ada.changes(tea, &rename).await, 204);
    let den = grace.closed_room("Den").await;
    assert_eq!(ada.changes(den, &rename).await, 404);
    assert_eq!(grace.changes(den, &rename).await, 204);
}

#[tokio::test]
async fn an_archived_room_is_read_only_until_it_is_restored() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.open_room("Tea").await;
    let message = grace.says(room, "Milk first").await;
    let mut at_grace = grace.connect().await;
    let send = frame::send(room, "Sugar?");
    let seq = at_grace.does(send.clone()).await;

    let archive = json!({ "archived": true });
    assert_eq!(ada.changes(room, &archive).await, 204);
    at_grace.sees(is_change).await;
    for command in [
        frame::send(room, "Late"),
        frame::edit(message.id, "Milk last"),
        frame::react(message.id, "🎉", true),
    ] {
        assert_eq!(at_grace.is_refused(command).await, ErrorCode::Archived);
    }
    let refused = grace.tries_to_post(room, &json!({ "body": "Late" })).await;
    assert_eq!(refused.status(), 409);
    // A repeat of a stored message is acknowledged again.
    assert_eq!(at_grace.does(send).await, seq);
    assert_eq!(grace.history(room).await.len(), 2);
    let delete = frame::delete(message.id);
    assert!(at_grace.does(delete).await.is_some());

    let mut at_ada = ada.connect().await;
    let restore = json!({ "archived": false });
    assert_eq!(ada.changes(room, &restore).await, 204);
    at_grace.sends(room, "Here again").await;
    at_ada.reads("Here again").await;
}

#[tokio::test]
async fn only_administrators_archive_and_never_the_first_room() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = grace.open_room("Tea").await;
    let archive = json!({ "archived": true });
    assert_eq!(grace.changes(room, &archive).await, 403);
    let everyone = ada.everyone().await;
    assert_eq!(ada.changes(everyone, &archive).await, 403);
    assert!(ada.rooms().await.iter().all(|room| !room.archived));
}

#[tokio::test]
async fn a_closed_room_that_is_opened_shows_everything_to_everybody_until_it_is_closed_again() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let den = ada.closed_room("Den").await;
    ada.add(den, &grace).await;
    ada.says(den, "Between us").await;
    assert!(others(&linus).await.is_empty());
    assert_eq!(linus.add(den, &linus).await, 404);

    let position = grace.position().await;
    let mut at_grace = grace.connect().await;
    assert_eq!(ada.changes(den, &json!({ "kind": "open" })).await, 204);
    let kind = sees!(at_grace, EventKind::RoomChanged { room_kind, .. } => room_kind);
    assert_eq!(kind, RoomKind::Open);
    let mut after = grace.resumes(&position).await;
    let kind = sees!(after, EventKind::RoomChanged { room_kind, .. } => room_kind);
    assert_eq!(kind, RoomKind::Open);
    let kind = |rooms: Vec<protocol::Room>| {
        rooms
            .iter()
            .find(|room| room.id == den)
            .map(|room| room.kind)
    };
    assert_eq!(kind(grace.rooms().await), Some(RoomKind::Open));
    // Nobody is added, but everybody may join and read.
    assert_eq!(others(&linus).await.len(), 1);
    assert_eq!(linus.add(den, &linus).await, 204);
    assert_eq!(linus.history(den).await.len(), 1);

    assert_eq!(ada.changes(den, &json!({ "kind": "closed" })).await, 204);
    assert_eq!(kind(linus.rooms().await), Some(RoomKind::Closed));
    assert_eq!(linus.remove(den, &linus).await, 204);
    assert!(others(&linus).await.is_empty());
    assert_eq!(linus.add(den, &linus).await, 404);
    assert_eq!(
        linus.status(&format!("/api/rooms/{den}/messages")).await,
        404
    );
}

#[tokio::test]
async fn only_administrators_open_and_close_rooms_and_never_the_first() {
    let (_server, _, [ada, grace]) = workspace().await;
    let den = grace.closed_room("Den").await;
    let open = json!({ "kind": "open" });
    assert_eq!(grace.changes(den, &open).await, 403);
    // An administrator who is not in a closed room does not even see it.
    assert_eq!(ada.changes(den, &open).await, 404);
    let everyone = ada.everyone().await;
    let closed = json!({ "kind": "closed" });
    assert_eq!(ada.changes(everyone, &closed).await, 403);
    let tea = ada.open_room("Tea").await;
    assert_eq!(ada.changes(tea, &json!({ "kind": "direct" })).await, 422);
    assert_eq!(ada.changes(tea, &closed).await, 204);
}

#[tokio::test]
async fn an_open_room_is_left_found_again_and_joined() {
    let (_server, _, [ada, grace]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    ada.closed_room("Treasure").await;
    let about = json!({ "topic": "Milk first", "description": "Two lumps" });
    ada.changes(tea, &about).await;
    assert!(others(&grace).await.is_empty());
    let mut at_grace = grace.connect().await;

    assert_eq!(grace.remove(tea, &grace).await, 204);
    sees!(at_grace, EventKind::RoomRemoved { .. } => ());
    ada.says(tea, "While Grace is out").await;
    let found = OtherRoom {
        id: tea,
        name: "Tea".into(),
        topic: Some("Milk first".into()),
        description: Some("Two lumps".into()),
        archived: false,
        members: 1,
    };
    assert_eq!(others(&grace).await, [found]);
    assert_eq!(grace.status(&format!("/api/rooms/{tea}")).await, 404);

    assert_eq!(grace.add(tea, &grace).await, 204);
    let room = sees!(at_grace, EventKind::RoomAdded { room } => room);
    assert_eq!((room.id, room.topic.as_deref()), (tea, Some("Milk first")));
    ada.says(tea, "Welcome back").await;
    at_grace.reads("Welcome back").await;
    assert!(others(&grace).await.is_empty());
}

#[tokio::test]
async fn nobody_is_removed_from_an_open_room_or_leaves_the_first() {
    let (_server, _, [ada, grace]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    assert_eq!(ada.remove(tea, &grace).await, 403);
    let everyone = ada.everyone().await;
    assert_eq!(ada.remove(everyone, &ada).await, 403);
    assert_eq!(grace.remove(everyone, &grace).await, 403);
}

#[tokio::test]
async fn a_newcomer_is_not_in_archived_rooms_but_finds_them() {
    let (server, _, [ada]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    ada.changes(tea, &json!({ "archived": true })).await;
    let grace = server.join(&ada, "Grace").await;
    let mine: Vec<RoomId> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert!(!mine.contains(&tea));
    let found = others(&grace).await;
    assert!(found.iter().any(|room| room.id == tea && room.archived));
    assert_eq!(grace.add(tea, &grace).await, 204);
    assert!(grace.rooms().await.iter().any(|room| room.archived));
}

#[tokio::test]
async fn in_a_room_where_only_administrators_post_others_read_and_react() {
    let (_server, _, [ada, grace]) = workspace().await;
    let news = ada.open_room("News").await;
    let only = json!({ "posting": "administrators" });
    assert_eq!(grace.changes(news, &only).await, 403);
    assert_eq!(ada.changes(news, &only).await, 204);

    let mut at_grace = grace.connect().await;
    let send = frame::send(news, "Me too");
    assert_eq!(at_grace.is_refused(send).await, ErrorCode::Forbidden);
    let message = ada.says(news, "News").await;
    let react = frame::react(message.id, "🎉", true);
    assert!(at_grace.does(react).await.is_some());
    let room = grace.get_json(&format!("/api/rooms/{news}")).await;
    assert_eq!(room["posting"], "administrators");
}
