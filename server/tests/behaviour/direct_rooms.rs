use crate::support::{Person, TestServer, client_id};
use app::{
    model::{Room, RoomId, RoomKind, UserId},
    protocol::{ErrorCode, EventKind},
};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// Opens the direct room of a person with others.
async fn direct(person: &Person, others: &[&Person]) -> Room {
    let people: Vec<UserId> = others.iter().map(|other| other.user.id).collect();
    let form = json!({ "people": people });
    let answer = person.post("/api/rooms/direct", &form).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.expect("a room")
}

fn is_added(kind: &EventKind) -> bool {
    matches!(kind, EventKind::RoomAdded { .. })
}

#[tokio::test]
async fn there_is_one_direct_room_for_one_set_of_people_whoever_opens_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let mut at_grace = grace.connect().await;

    let room = direct(&ada, &[&grace]).await;
    assert_eq!(room.kind, RoomKind::Direct);
    let mut people = vec![ada.user.id, grace.user.id];
    people.sort();
    assert_eq!(room.people, people);
    let EventKind::RoomAdded { room: added } = at_grace.sees(is_added).await.kind else {
        panic!("another event");
    };
    assert_eq!((added.id, added.people), (room.id, people));

    assert_eq!(direct(&grace, &[&ada]).await.id, room.id);
    assert_eq!(direct(&ada, &[&grace, &ada]).await.id, room.id);
    let three = direct(&ada, &[&grace, &linus]).await;
    assert_ne!(three.id, room.id);
    assert_eq!(direct(&linus, &[&ada, &grace]).await.id, three.id);
    let alone = direct(&ada, &[]).await;
    assert_eq!(alone.people, [ada.user.id]);
}

#[tokio::test]
async fn many_who_open_the_same_direct_room_at_once_get_one() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (with_grace, with_ada) = ([&grace], [&ada]);
    let (one, other) = tokio::join!(direct(&ada, &with_grace), direct(&grace, &with_ada));
    assert_eq!(one.id, other.id);
    assert_eq!(ada.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_direct_room_is_never_widened_renamed_or_left_and_nobody_else_knows_of_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = direct(&grace, &[&linus]).await.id;
    for status in [
        grace.add(room, &ada).await,
        grace.remove(room, &linus).await,
        grace.remove(room, &grace).await,
        grace.changes(room, &json!({ "name": "Ours" })).await,
    ] {
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
    let path = format!("/api/rooms/{room}");
    assert_eq!(ada.get(&path).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ada.add(room, &ada).await, StatusCode::NOT_FOUND);
    assert_eq!(
        ada.changes(room, &json!({ "archived": true })).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(ada.get_json("/api/rooms/browse").await, json!([]));
    assert_eq!(grace.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_direct_room_has_bounds() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let many: Vec<UserId> = (1..=9)
        .map(|id| UserId(uuid::Uuid::from_u128(id)))
        .collect();
    for people in [json!(many), json!([many[0]])] {
        let answer = ada
            .post("/api/rooms/direct", &json!({ "people": people }))
            .await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let form = json!({ "name": "Ours", "kind": "direct" });
    let answer = ada.post("/api/rooms", &form).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn put(person: &Person, path: &str, body: &Value) -> StatusCode {
    let request = person.request(reqwest::Method::PUT, path).json(body);
    request.send().await.expect("an answer").status()
}

#[tokio::test]
async fn preferences_reach_the_persons_other_devices_and_nobody_else() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let tea = ada.room("Tea", "open").await;
    let den = ada.closed_room("Den").await;
    let mut other_device = ada.sign_in_again().await.connect().await;

    let level = json!({ "level": "mentions" });
    let path = format!("/api/rooms/{tea}/level");
    assert_eq!(put(&ada, &path, &level).await, StatusCode::NO_CONTENT);
    let changed = other_device
        .sees(|kind| matches!(kind, EventKind::LevelChanged { .. }))
        .await;
    assert_eq!(
        serde_json::to_value(&changed.kind).expect("JSON"),
        json!({ "kind": "level_changed", "room": tea, "level": "mentions" })
    );
    // A room that is not there is passed over, and so is one that is named twice.
    let unknown = RoomId(uuid::Uuid::from_u128(7));
    let favourites = json!({ "rooms": [den, unknown, tea, den] });
    assert_eq!(
        put(&ada, "/api/me/favourites", &favourites).await,
        StatusCode::NO_CONTENT
    );
    let changed = other_device
        .sees(|kind| matches!(kind, EventKind::FavouritesChanged { .. }))
        .await;
    let rooms = vec![den, tea];
    assert_eq!(changed.kind, EventKind::FavouritesChanged { rooms });
    let rooms = ada.rooms().await;
    let places: Vec<Option<u64>> = rooms.iter().map(|room| room.favourite).collect();
    assert_eq!(places, [None, Some(2), Some(1)]);

    let grace = server.join(&ada, "Grace").await;
    assert!(
        grace
            .rooms()
            .await
            .iter()
            .all(|room| room.favourite.is_none())
    );
    let path = format!("/api/rooms/{den}/level");
    assert_eq!(put(&grace, &path, &level).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_only_administrators_post_others_read_and_react() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let news = ada.room("News", "open").await;
    let only = json!({ "posting": "administrators" });
    assert_eq!(grace.changes(news, &only).await, StatusCode::FORBIDDEN);
    assert_eq!(ada.changes(news, &only).await, StatusCode::NO_CONTENT);

    let mut at_grace = grace.connect().await;
    let send = json!({ "type": "send", "client_id": client_id(), "room": news, "body": "Me too" });
    assert_eq!(at_grace.is_refused(send).await, ErrorCode::Forbidden);
    let message = ada.says(news, "News").await;
    let react = json!({ "type": "react", "message": message.id, "emoji": "🎉", "on": true });
    assert!(at_grace.does(react).await.is_some());
    let room = grace.get_json(&format!("/api/rooms/{news}")).await;
    assert_eq!(room["posting"], "administrators");
}
