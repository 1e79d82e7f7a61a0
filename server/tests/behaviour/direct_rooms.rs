//! Direct rooms.

use crate::support::{Screen, TestPerson, is_problem, mention, sees, workspace};
use protocol::{EventKind, RoomId, RoomKind, StreamId, UserId};
use reqwest::Method;
use serde_json::json;

fn is_added(kind: &EventKind) -> bool {
    matches!(kind, EventKind::RoomAdded { .. })
}

#[tokio::test]
async fn each_set_of_people_has_one_direct_room_whoever_opens_it() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let mut at_grace = grace.connect().await;

    let room = ada.direct_room(&[&grace]).await;
    assert_eq!(room.kind, RoomKind::Direct);
    let mut people = vec![ada.user.id, grace.user.id];
    people.sort();
    assert_eq!(room.people, people);
    ada.says(room.id, "Between us").await;
    let added = sees!(at_grace, EventKind::RoomAdded { room } => room);
    assert_eq!((added.id, added.people), (room.id, people));
    assert_eq!((added.name, room.name), (None, None));
    let path = format!("/api/rooms/{}", room.id);
    assert_eq!(grace.get_json(&path).await.get("name"), None);

    assert_eq!(grace.direct_room(&[&ada]).await.id, room.id);
    assert_eq!(ada.direct_room(&[&grace, &ada]).await.id, room.id);
    let three = ada.direct_room(&[&grace, &linus]).await;
    assert_ne!(three.id, room.id);
    assert_eq!(linus.direct_room(&[&ada, &grace]).await.id, three.id);
    let alone = ada.direct_room(&[]).await;
    assert_eq!(alone.people, [ada.user.id]);
}

#[tokio::test]
async fn people_who_open_the_same_direct_room_at_once_get_one() {
    let (_server, _, [ada, grace]) = workspace().await;
    let (with_grace, with_ada) = ([&grace], [&ada]);
    let (one, other) = tokio::join!(ada.direct_room(&with_grace), grace.direct_room(&with_ada));
    assert_eq!(one.id, other.id);
    assert_eq!(ada.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_direct_room_is_never_widened_renamed_or_left_and_nobody_else_knows_of_it() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let room = grace.direct_room(&[&linus]).await.id;
    for status in [
        grace.add(room, &ada).await,
        grace.remove(room, &linus).await,
        grace.remove(room, &grace).await,
        grace.changes(room, &json!({ "name": "Ours" })).await,
    ] {
        assert_eq!(status, 403);
    }
    let path = format!("/api/rooms/{room}");
    assert_eq!(ada.status(&path).await, 404);
    assert_eq!(ada.add(room, &ada).await, 404);
    assert_eq!(ada.changes(room, &json!({ "archived": true })).await, 404);
    assert_eq!(ada.get_json("/api/rooms/browse").await, json!([]));
    assert_eq!(grace.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_direct_room_has_bounds() {
    let (_server, _, [ada]) = workspace().await;
    let many: Vec<UserId> = (1..=9)
        .map(|id| UserId(uuid::Uuid::from_u128(id)))
        .collect();
    for people in [json!(many), json!([many[0]])] {
        let form = json!({ "people": people });
        let refused = ada.post("/api/rooms/direct", &form).await;
        assert_eq!(refused.status(), 422);
    }
    let form = json!({ "name": "Ours", "kind": "direct" });
    let answer = ada.post("/api/rooms", &form).await;
    assert_eq!(answer.status(), 422);
}

#[tokio::test]
async fn a_direct_room_shows_to_the_others_with_its_first_message() {
    let (_server, everyone, [ada, grace, linus]) = workspace().await;
    let mut at_grace = grace.connect().await;
    let mut away = Screen::away(&linus, everyone).await;

    let room = ada.direct_room(&[&grace, &linus]).await.id;
    assert_eq!(ada.rooms().await.len(), 2);
    let detail = ada.get_json(&format!("/api/rooms/{room}")).await;
    assert_eq!(detail["members"].as_array().expect("members").len(), 3);
    for other in [&grace, &linus] {
        assert_eq!(other.rooms().await.len(), 1);
        assert_eq!(other.status(&format!("/api/rooms/{room}")).await, 404);
    }
    // Grace hears nothing of it before the message, which mentions her.
    ada.says(everyone, "Nothing yet").await;
    at_grace.reads("Nothing yet").await;
    assert_eq!(at_grace.count(is_added), 0);

    let hello = format!("Hello, {}", mention(&grace));
    let message = ada.says(room, &hello).await;
    at_grace.reads(&message.body).await;
    assert!(at_grace.count(is_added) > 0);
    let hers = grace.room_now(room).await;
    assert_eq!((hers.unread, hers.mentions, hers.people.len()), (1, 1, 3));
    assert_eq!(grace.history(room).await.len(), 1);
    away.comes_back().await;
    let own = StreamId::User(linus.user.id);
    away.follows(own, linus.head(own).await).await;
    away.follows(StreamId::Room(room), message.seq).await;
    assert_eq!(away.messages(room).len(), 1);
    assert_eq!(away.state.rooms[&room].unread(), 1);
    // The room is added once.
    ada.says(room, "Again").await;
    at_grace.reads("Again").await;
    assert_eq!(at_grace.count(is_added), 1);
}

#[tokio::test]
async fn opening_an_existing_direct_room_joins_it_before_its_first_message() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let room = ada.direct_room(&[&grace, &linus]).await.id;
    assert_eq!(grace.direct_room(&[&ada, &linus]).await.id, room);
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
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.direct_room(&[&grace]).await.id;
    ada.says(room, "Hello").await;
    let mut phone = grace.sign_in_again().await.connect().await;
    let mut at_ada = ada.connect().await;
    let path = format!("/api/rooms/{room}/hidden");
    let hidden = async |person: &TestPerson| {
        let room = person.room_now(room).await;
        (room.hidden, room.unread)
    };
    assert_eq!(hidden(&grace).await, (false, 1));

    // A repeat makes no event.
    for _ in 0..2 {
        assert_eq!(grace.send(Method::PUT, &path).await, 204);
    }
    phone.sees(is_hidden(room, true)).await;
    assert_eq!(hidden(&grace).await, (true, 0));
    assert_eq!(hidden(&ada).await, (false, 0));

    let sent = ada.says(room, "Are you there?").await;
    phone.sees(is_hidden(room, false)).await;
    phone.reads(&sent.body).await;
    assert_eq!(hidden(&grace).await, (false, 1));
    let changes = |kind: &EventKind| matches!(kind, EventKind::HiddenChanged { .. });
    assert_eq!(phone.count(changes), 2);

    // Opening it, showing it again and marking it unread show it too.
    grace.send(Method::PUT, &path).await;
    assert_eq!(grace.direct_room(&[&ada]).await.id, room);
    assert_eq!(hidden(&grace).await, (false, 0));
    grace.send(Method::PUT, &path).await;
    assert_eq!(grace.send(Method::DELETE, &path).await, 204);
    assert_eq!(hidden(&grace).await, (false, 0));
    grace.send(Method::PUT, &path).await;
    let unread = format!("/api/rooms/{room}/unread");
    let place = json!({ "seq": sent.seq });
    assert_eq!(grace.put(&unread, &place).await, 204);
    assert_eq!(hidden(&grace).await, (false, 1));

    at_ada.reads("Are you there?").await;
    assert_eq!(at_ada.count(changes), 0);
}

#[tokio::test]
async fn only_direct_rooms_are_hidden_and_only_by_their_members() {
    let (_server, everyone, [ada, grace, linus]) = workspace().await;
    let path = format!("/api/rooms/{everyone}/hidden");
    assert_eq!(grace.send(Method::PUT, &path).await, 403);
    let room = ada.direct_room(&[&grace]).await.id;
    let path = format!("/api/rooms/{room}/hidden");
    assert_eq!(linus.send(Method::PUT, &path).await, 404);
}

#[tokio::test]
async fn the_number_of_direct_rooms_without_messages_is_bounded() {
    let (server, _, [ada]) = workspace().await;
    let mut others = Vec::new();
    for name in ["Grace", "Linus", "Barbara", "Ken", "Margaret", "Edsger"] {
        others.push(server.join(&ada, name).await);
    }
    // All sets of two of them: fifteen, and six alone make more than twenty.
    let mut sets: Vec<Vec<&TestPerson>> = others.iter().map(|other| vec![other]).collect();
    for (place, one) in others.iter().enumerate() {
        sets.extend(others[..place].iter().map(|other| vec![one, other]));
    }
    let (last, first) = sets.split_last().expect("sets");
    for set in first {
        ada.direct_room(set).await;
    }
    let form = json!({ "people": last.iter().map(|it| it.user.id).collect::<Vec<_>>() });
    let refused = ada.post("/api/rooms/direct", &form).await;
    let detail = is_problem(refused, 409, "too_many_rooms").await;
    assert!(detail.contains("20 conversations"), "{detail}");
    for other in &others {
        assert_eq!(other.rooms().await.len(), 1);
    }
    // An existing one still opens. One with a message, or hidden, does not count.
    let known = ada.direct_room(&first[0]).await.id;
    ada.says(known, "Hello").await;
    ada.direct_room(last).await;
    let alone = json!({ "people": [] });
    let refused = ada.post("/api/rooms/direct", &alone).await;
    assert_eq!(refused.status(), 409);
    let hidden = ada.direct_room(&first[1]).await.id;
    ada.send(Method::PUT, &format!("/api/rooms/{hidden}/hidden"))
        .await;
    ada.direct_room(&[]).await;
}
