use crate::support::{Person, Screen, TestServer, client_id};
use protocol::{ErrorCode, EventKind, Room, RoomId, RoomKind, StreamId, UserId};
use reqwest::{Method, StatusCode};
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
    ada.says(room.id, "Between us").await;
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

#[tokio::test]
async fn a_direct_room_shows_to_the_others_with_its_first_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let mut at_grace = grace.connect().await;
    let everyone = ada.everyone().await;
    let mut away = Screen::open(&linus, everyone).await;
    away.goes_away();

    let room = direct(&ada, &[&grace, &linus]).await.id;
    assert_eq!(ada.rooms().await.len(), 2);
    let detail = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(detail["members"].as_array().expect("members").len(), 3);
    for other in [&grace, &linus] {
        assert_eq!(other.rooms().await.len(), 1);
        let path = format!("/api/rooms/{room}");
        assert_eq!(other.get(&path).await.status(), StatusCode::NOT_FOUND);
    }
    // Nothing of it came before the message, which calls Grace.
    ada.says(everyone, "Nothing yet").await;
    at_grace.reads("Nothing yet").await;
    assert!(
        !at_grace
            .events
            .values()
            .flatten()
            .any(|event| is_added(&event.kind))
    );

    let message = ada
        .says(room, &format!("Hello, <@{}>", grace.user.id))
        .await;
    at_grace.reads(&message.body).await;
    assert!(
        at_grace
            .events
            .values()
            .flatten()
            .any(|event| is_added(&event.kind))
    );
    let hers = grace.rooms().await;
    let hers = hers
        .iter()
        .find(|other| other.id == room)
        .expect("the room");
    assert_eq!((hers.unread, hers.mentions, hers.people.len()), (1, 1, 3));
    assert_eq!(grace.history(room).await.len(), 1);
    away.comes_back().await;
    let own = StreamId::User(linus.user.id);
    away.follows(own, linus.head(own).await).await;
    away.follows(StreamId::Room(room), message.seq).await;
    assert_eq!(away.messages(room).len(), 1);
    assert_eq!(away.state.rooms[&room].unread(), 1);
    // It comes to each once.
    ada.says(room, "Again").await;
    at_grace.reads("Again").await;
    let added = at_grace.events.values().flatten();
    assert_eq!(added.filter(|event| is_added(&event.kind)).count(), 1);
}

#[tokio::test]
async fn one_who_opens_the_same_direct_room_is_in_it_before_its_first_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = direct(&ada, &[&grace, &linus]).await.id;
    assert_eq!(direct(&grace, &[&ada, &linus]).await.id, room);
    assert_eq!(linus.rooms().await.len(), 1);
    grace.says(room, "First").await;
    assert_eq!(ada.history(room).await.len(), 1);
    assert_eq!(linus.rooms().await.len(), 2);
}

fn is_hidden(room: RoomId, hidden: bool) -> impl Fn(&EventKind) -> bool {
    move |kind| *kind == EventKind::HiddenChanged { room, hidden }
}

#[tokio::test]
async fn a_direct_room_is_hidden_on_all_devices_until_its_next_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = direct(&ada, &[&grace]).await.id;
    ada.says(room, "Hello").await;
    let mut phone = grace.sign_in_again().await.connect().await;
    let mut at_ada = ada.connect().await;
    let path = format!("/api/rooms/{room}/hidden");
    let hidden = async |person: &Person| {
        let rooms = person.rooms().await;
        let room = rooms.into_iter().find(|other| other.id == room);
        room.map(|room| (room.hidden, room.unread))
            .expect("the room")
    };
    assert_eq!(hidden(&grace).await, (false, 1));

    // Twice, and told once.
    for _ in 0..2 {
        assert_eq!(grace.send(Method::PUT, &path).await, StatusCode::NO_CONTENT);
    }
    phone.sees(is_hidden(room, true)).await;
    assert_eq!(hidden(&grace).await, (true, 0));
    assert_eq!(hidden(&ada).await, (false, 0));

    let sent = ada.says(room, "Are you there?").await;
    phone.sees(is_hidden(room, false)).await;
    phone.reads(&sent.body).await;
    assert_eq!(hidden(&grace).await, (false, 1));
    let told = phone.events.values().flatten();
    let told = told.filter(|event| matches!(event.kind, EventKind::HiddenChanged { .. }));
    assert_eq!(told.count(), 2);

    // Opened again, shown again, or marked unread it is back as well.
    grace.send(Method::PUT, &path).await;
    assert_eq!(direct(&grace, &[&ada]).await.id, room);
    assert_eq!(hidden(&grace).await, (false, 0));
    grace.send(Method::PUT, &path).await;
    assert_eq!(
        grace.send(Method::DELETE, &path).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(hidden(&grace).await, (false, 0));
    grace.send(Method::PUT, &path).await;
    let unread = format!("/api/rooms/{room}/unread");
    let body = json!({ "seq": sent.seq });
    assert_eq!(put(&grace, &unread, &body).await, StatusCode::NO_CONTENT);
    assert_eq!(hidden(&grace).await, (false, 1));

    at_ada.reads("Are you there?").await;
    let told = at_ada.events.values().flatten();
    assert!(
        !told
            .into_iter()
            .any(|event| matches!(event.kind, EventKind::HiddenChanged { .. }))
    );
}

#[tokio::test]
async fn only_a_direct_room_is_hidden_and_by_those_in_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let everyone = ada.everyone().await;
    let path = format!("/api/rooms/{everyone}/hidden");
    assert_eq!(grace.send(Method::PUT, &path).await, StatusCode::FORBIDDEN);
    let room = direct(&ada, &[&grace]).await.id;
    let path = format!("/api/rooms/{room}/hidden");
    assert_eq!(linus.send(Method::PUT, &path).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_opens_many_conversations_and_says_nothing_is_stopped() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let mut others = Vec::new();
    for name in ["Grace", "Linus", "Barbara", "Ken", "Margaret", "Edsger"] {
        others.push(server.join(&ada, name).await);
    }
    // All sets of two of them: fifteen, and six alone make more than twenty.
    let mut sets: Vec<Vec<&Person>> = others.iter().map(|other| vec![other]).collect();
    for (place, one) in others.iter().enumerate() {
        sets.extend(others[..place].iter().map(|other| vec![one, other]));
    }
    let (last, first) = sets.split_last().expect("sets");
    for set in first {
        direct(&ada, set).await;
    }
    let form = json!({ "people": last.iter().map(|it| it.user.id).collect::<Vec<_>>() });
    let refused = ada.post("/api/rooms/direct", &form).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["code"], "too_many_rooms");
    let detail = problem["detail"].as_str().expect("words");
    assert!(detail.contains("20 conversations"), "{detail}");
    for other in &others {
        assert_eq!(other.rooms().await.len(), 1);
    }
    // One that is there is opened all the same; one with a message, or hidden, makes way for another.
    let known = direct(&ada, &first[0]).await.id;
    ada.says(known, "Hello").await;
    direct(&ada, last).await;
    let refused = ada
        .post("/api/rooms/direct", &json!({ "people": [] }))
        .await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let hidden = direct(&ada, &first[1]).await.id;
    ada.send(Method::PUT, &format!("/api/rooms/{hidden}/hidden"))
        .await;
    direct(&ada, &[]).await;
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
