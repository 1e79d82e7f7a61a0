use crate::support::{Client, Person, Screen, TestServer, client_id};
use protocol::{EventKind, RoomId, Snapshot, Timestamp};
use reqwest::Method;
use serde_json::json;

/// Unread messages, and those of them that mention the person.
async fn counts(person: &Person, room: RoomId) -> (u64, u64) {
    let rooms = person.rooms().await;
    let room = rooms
        .iter()
        .find(|known| known.id == room)
        .expect("the room");
    (room.unread, room.mentions)
}

/// Follows all streams to where they stand, and holds the counts of a screen against those of a new snapshot.
async fn agrees(screen: &mut Screen, person: &Person, room: RoomId) -> (u64, u64) {
    let snapshot = person.get_json("/api/snapshot").await;
    let snapshot: Snapshot = serde_json::from_value(snapshot).expect("a snapshot");
    for (stream, seq) in snapshot.cursors {
        screen.follows(stream, seq).await;
    }
    let state = &screen.state.rooms[&room];
    let shown = (state.unread(), state.mentions());
    assert_eq!(shown, counts(person, room).await);
    shown
}

async fn edit(author: &Person, room: RoomId, message: protocol::MessageId, body: &str) {
    let path = format!("/api/rooms/{room}/messages/{message}");
    let request = author.request(Method::PATCH, &path);
    let answer = request
        .json(&json!({ "body": body }))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
}

#[tokio::test]
async fn whoever_is_mentioned_sees_it_counted_live_after_being_away_and_on_a_new_page() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let mut live = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();

    ada.says(room, "Hello all").await;
    ada.says(room, &format!("Look at this, <@{}>", grace.user.id))
        .await;
    ada.says(room, &format!("And you, <@{}>", linus.user.id))
        .await;
    ada.says(room, "@room lunch").await;

    assert_eq!(agrees(&mut live, &grace, room).await, (4, 2));
    away.comes_back().await;
    assert_eq!(agrees(&mut away, &grace, room).await, (4, 2));
    assert_eq!(counts(&linus, room).await, (4, 2));
    assert_eq!(counts(&ada, room).await, (0, 0));
}

#[tokio::test]
async fn mentions_are_read_and_marked_unread_with_their_messages() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut screen = Screen::open(&grace, room).await;
    let mut client = grace.connect().await;
    let first = ada
        .says(room, &format!("<@{}>, one", grace.user.id))
        .await
        .seq;
    let last = ada
        .says(room, &format!("<@{}>, two", grace.user.id))
        .await
        .seq;
    assert_eq!(agrees(&mut screen, &grace, room).await, (2, 2));

    client
        .asks(json!({ "type": "read", "room": room, "seq": first }))
        .await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    client
        .asks(json!({ "type": "read", "room": room, "seq": last }))
        .await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (0, 0));
    client
        .asks(json!({ "type": "mark_unread", "room": room, "seq": first }))
        .await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (2, 2));
}

#[tokio::test]
async fn an_edit_and_a_deletion_change_what_is_counted_on_every_screen() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut live = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let message = ada.says(room, "Hello").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 0));

    let mention = format!("Hello, <@{}>", grace.user.id);
    edit(&ada, room, message.id, &mention).await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));
    edit(&ada, room, message.id, "Hello, @room").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));
    edit(&ada, room, message.id, "Hello again").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 0));
    edit(&ada, room, message.id, &mention).await;
    let second = ada.says(room, "@room").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (2, 2));
    let path = format!("/api/rooms/{room}/messages/{}", second.id);
    assert!(ada.send(Method::DELETE, &path).await.is_success());
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));

    away.comes_back().await;
    assert_eq!(agrees(&mut away, &grace, room).await, (1, 1));
    assert_eq!(live.messages(room), away.messages(room));
    assert_eq!(live.messages(room), grace.history(room).await);
}

#[tokio::test]
async fn an_edit_of_what_was_read_already_tells_nobody_of_a_mention() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Hello").await;
    grace.says(room, "Hello, Ada").await;
    let mut screen = Screen::open(&grace, room).await;
    edit(&ada, room, message.id, &format!("<@{}>", grace.user.id)).await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (0, 0));
}

#[tokio::test]
async fn only_who_is_in_the_room_is_mentioned() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.closed_room("Engines").await;
    ada.add(room, &grace).await;
    let mut client = grace.connect().await;
    let text = format!("<@{}> and <@{}>", grace.user.id, linus.user.id);
    ada.says(room, &text).await;
    let created = client
        .sees(|kind| matches!(kind, EventKind::MessageCreated { .. }))
        .await;
    let EventKind::MessageCreated { message } = created.kind else {
        unreachable!("it is one");
    };
    assert_eq!(message.mentions, [grace.user.id]);

    // Who comes later has read what came before.
    ada.add(room, &linus).await;
    assert_eq!(counts(&linus, room).await, (0, 0));
    assert_eq!(counts(&grace, room).await, (1, 1));
}

#[tokio::test]
async fn quotes_and_code_call_nobody() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let id = grace.user.id;
    ada.says(room, &format!("> <@{id}>\n\n`<@{id}>` and `@room`"))
        .await;
    assert_eq!(counts(&grace, room).await, (1, 0));
}

/// Connects, and is active there or away.
async fn there(person: &Person, active: bool) -> Client {
    let mut client = person.connect().await;
    let presence = json!({ "type": "presence", "active": active });
    client.say(&presence).await;
    client.pings().await;
    client
}

#[tokio::test]
async fn here_calls_those_who_are_active_in_the_room_and_every_screen_agrees() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let margaret = server.join(&ada, "Margaret").await;
    let room = ada.closed_room("Engines").await;
    for person in [&grace, &linus] {
        ada.add(room, person).await;
    }
    let mut live = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let mut at_ada = there(&ada, true).await;
    let _at_grace = there(&grace, true).await;
    let _at_linus = there(&linus, false).await;
    let _at_margaret = there(&margaret, true).await;

    ada.says(room, "@here, lunch?").await;
    let created = at_ada.reads("@here, lunch?").await;
    let EventKind::MessageCreated { message } = created.kind else {
        unreachable!("it is one");
    };
    assert_eq!(message.mentions, [grace.user.id]);
    assert!(!message.everyone);
    at_ada.sends(room, "And tea, @here").await;

    assert_eq!(agrees(&mut live, &grace, room).await, (2, 2));
    away.comes_back().await;
    assert_eq!(agrees(&mut away, &grace, room).await, (2, 2));
    assert_eq!(counts(&linus, room).await, (2, 0));
    assert_eq!(counts(&ada, room).await, (0, 0));
}

#[tokio::test]
async fn an_edit_that_adds_here_calls_who_is_active_then_and_one_that_keeps_it_nobody_else() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let mut screen = Screen::open(&grace, room).await;
    let message = ada.says(room, "Lunch").await;
    let mut at_grace = there(&grace, true).await;

    edit(&ada, room, message.id, "Lunch, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    assert_eq!(counts(&linus, room).await, (1, 0));

    let away = json!({ "type": "presence", "active": false });
    at_grace.say(&away).await;
    at_grace.pings().await;
    let _at_linus = there(&linus, true).await;
    edit(&ada, room, message.id, "Lunch at one, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    assert_eq!(counts(&linus, room).await, (1, 0));

    edit(&ada, room, message.id, "Lunch at one").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 0));
    edit(&ada, room, message.id, "Lunch at two, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 0));
    assert_eq!(counts(&linus, room).await, (1, 1));
}

#[tokio::test]
async fn what_shows_as_a_call_is_counted_in_edits_and_at_its_time_too() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut screen = Screen::open(&grace, room).await;
    for body in ["<div>@room</div>", "<!-- @room -->", "# @room"] {
        ada.says(room, body).await;
    }
    assert_eq!(agrees(&mut screen, &grace, room).await, (3, 3));
    for body in ["\\@room", "> @room", "@room/client"] {
        ada.says(room, body).await;
    }
    assert_eq!(agrees(&mut screen, &grace, room).await, (6, 3));

    let message = ada.says(room, "> @room").await;
    edit(&ada, room, message.id, "> @room\n\n<b>@room</b>").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (7, 4));
    edit(&ada, room, message.id, "\\@room").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (7, 3));

    // Scheduled, changed, and sent.
    let at = Timestamp(chrono::Utc::now().timestamp_millis() + 3_600_000);
    for (body, counted) in [
        ("<i>@room</i>", 4),
        ("`@room`", 4),
        ("[@room](https://example.org)", 5),
    ] {
        let id = client_id();
        let form = json!({ "client_id": id, "room": room, "body": "> @room", "at": at });
        assert!(
            ada.post("/api/scheduled", &form)
                .await
                .status()
                .is_success()
        );
        let changed = ada.request(Method::PATCH, &format!("/api/scheduled/{id}"));
        let changed = changed.json(&json!({ "body": body })).send().await;
        assert!(changed.expect("an answer").status().is_success());
        let path = format!("/api/scheduled/{id}/send");
        assert!(ada.send(Method::POST, &path).await.is_success());
        assert_eq!(agrees(&mut screen, &grace, room).await.1, counted, "{body}");
    }
}

#[tokio::test]
async fn names_that_come_over_http_mention_as_in_the_composer() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let renamed = grace.request(Method::PATCH, "/api/me");
    let renamed = renamed.json(&json!({ "name": "Grace Hopper" })).send();
    assert!(renamed.await.expect("an answer").status().is_success());
    let linus = server.join(&ada, "Linus").await;
    let room = ada.closed_room("Engines").await;
    ada.add(room, &grace).await;
    let (g, l) = (grace.user.id, linus.user.id);
    let everyone = ada.everyone().await;
    let rooms = ada.rooms().await;
    let hall = rooms
        .iter()
        .find(|known| known.id == everyone)
        .expect("the room");
    for (typed, stored) in [
        ("@Grace Hopper, tea?", format!("<@{g}>, tea?")),
        ("foo@Grace Hopper", "foo@Grace Hopper".to_owned()),
        (
            "`@Grace Hopper` https://example.org/@Grace",
            "`@Grace Hopper` https://example.org/@Grace".to_owned(),
        ),
        // He is not in the room.
        ("@Linus", "@Linus".to_owned()),
        ("#Engines", format!("<#{room}>")),
        (&format!("#{}", hall.name), format!("<#{everyone}>")),
        (&format!("<@{g}>"), format!("<@{g}>")),
    ] {
        let sent = ada.says(room, typed).await;
        assert_eq!(sent.body, stored);
        assert_eq!(ada.says(room, &stored).await.body, stored);
    }
    assert_eq!(counts(&grace, room).await.1, 4);

    let message = ada.says(everyone, "Hello").await;
    edit(&ada, everyone, message.id, "@Linus").await;
    assert_eq!(counts(&linus, everyone).await, (1, 1));
    let history = linus.history(everyone).await;
    assert_eq!(history.last().expect("a message").body, format!("<@{l}>"));

    let id = client_id();
    let at = Timestamp(chrono::Utc::now().timestamp_millis() + 3_600_000);
    let form = json!({ "client_id": id, "room": everyone, "body": "@Linus", "at": at });
    let answer = ada.post("/api/scheduled", &form).await;
    let kept: serde_json::Value = answer.json().await.expect("JSON");
    assert_eq!(kept["body"], format!("<@{l}>"));
}
