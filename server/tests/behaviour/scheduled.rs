//! Messages that the server sends at their time: their author's alone until then, and sent exactly once.

use crate::support::{Client, Person, Program, Screen, TestServer, client_id, open_database};
use protocol::{ClientId, EventKind, FileId, RoomId, Scheduled, StreamId, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::path::Path;

/// Far enough to be still ahead when it comes to a busy server.
const SOON_MS: i64 = 2_000;

fn soon(milliseconds: i64) -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis() + milliseconds)
}

const HOUR_MS: i64 = 3_600_000;

async fn try_to_schedule(person: &Person, form: Value) -> StatusCode {
    person.post("/api/scheduled", &form).await.status()
}

/// Schedules a message in a room, and returns its name.
async fn schedule(person: &Person, room: RoomId, body: &str, at: Timestamp) -> ClientId {
    let id = client_id();
    let form = json!({ "client_id": id, "room": room, "body": body, "at": at });
    assert_eq!(try_to_schedule(person, form).await, StatusCode::CREATED);
    id
}

async fn change(person: &Person, id: ClientId, changes: Value) -> StatusCode {
    let request = person.request(Method::PATCH, &format!("/api/scheduled/{id}"));
    let request = request.json(&changes);
    request.send().await.expect("an answer").status()
}

async fn send(person: &Person, id: ClientId) -> StatusCode {
    let path = format!("/api/scheduled/{id}/send");
    person.send(Method::POST, &path).await
}

async fn discard(person: &Person, id: ClientId) -> StatusCode {
    let path = format!("/api/scheduled/{id}");
    person.send(Method::DELETE, &path).await
}

async fn scheduled(person: &Person) -> Vec<Scheduled> {
    serde_json::from_value(person.get_json("/api/scheduled").await).expect("scheduled messages")
}

async fn bodies(person: &Person, room: RoomId) -> Vec<String> {
    let history = person.history(room).await;
    history.into_iter().map(|message| message.body).collect()
}

/// Lets the time of everything come that is scheduled, but not the same for all: the order stays.
async fn let_time_pass(data: &Path) {
    let mut database = open_database(data).await;
    let past = sqlx::raw_sql("UPDATE scheduled SET at = at - 100000000000");
    past.execute(&mut database).await.expect("set");
}

/// Waits until a message is marked.
async fn meets(client: &mut Client, id: ClientId) -> String {
    let event = client
        .sees(|kind| match kind {
            EventKind::ScheduledChanged { scheduled, .. } => scheduled
                .as_ref()
                .is_some_and(|it| it.id == id && it.obstacle.is_some()),
            _ => false,
        })
        .await;
    match event.kind {
        EventKind::ScheduledChanged {
            scheduled: Some(scheduled),
            ..
        } => scheduled.obstacle.expect("an obstacle"),
        other => panic!("no obstacle but {other:?}"),
    }
}

#[tokio::test]
async fn what_is_scheduled_is_on_all_devices_of_its_author_and_nobody_elses() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let phone = ada.sign_in_again().await;
    let mut stayed = Screen::open(&phone, room).await;
    let mut away = Screen::open(&phone, room).await;
    away.goes_away();

    let late = schedule(&ada, room, "Late", soon(2 * HOUR_MS)).await;
    let early = schedule(&ada, room, "Early", soon(HOUR_MS)).await;
    let gone = schedule(&ada, room, "Gone", soon(HOUR_MS)).await;
    assert_eq!(discard(&ada, gone).await, StatusCode::NO_CONTENT);
    let changes = json!({ "body": "Latest", "at": soon(3 * HOUR_MS) });
    assert_eq!(change(&ada, late, changes).await, StatusCode::OK);

    let stream = StreamId::User(ada.user.id);
    let fresh = Screen::open(&phone, room).await;
    let last = fresh.state.cursors[&stream];
    stayed.follows(stream, last).await;
    away.comes_back().await;
    away.follows(stream, last).await;
    let listed = scheduled(&phone).await;
    assert_eq!(
        listed.iter().map(|it| it.id).collect::<Vec<_>>(),
        [early, late]
    );
    assert_eq!(listed[1].body, "Latest");
    for screen in [&stayed, &away, &fresh] {
        assert!(screen.state.scheduled().into_iter().eq(&listed));
    }

    assert_eq!(scheduled(&grace).await, []);
    assert_eq!(Screen::open(&grace, room).await.state.scheduled, []);
    assert_eq!(change(&grace, late, json!({})).await, StatusCode::NOT_FOUND);
    assert_eq!(send(&grace, late).await, StatusCode::NOT_FOUND);
    assert_eq!(discard(&grace, late).await, StatusCode::NOT_FOUND);
    assert_eq!(bodies(&ada, room).await, [""; 0]);
}

#[tokio::test]
async fn a_message_is_sent_when_its_time_has_come() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Root").await;
    let mut at_grace = grace.connect().await;
    let mut at_ada = ada.connect().await;
    let id = client_id();
    let form = json!({
        "client_id": id, "room": room, "body": "Good morning", "reply_to": root.id, "at": soon(SOON_MS),
    });
    assert_eq!(try_to_schedule(&ada, form).await, StatusCode::CREATED);
    let event = at_grace.reads("Good morning").await;
    let EventKind::MessageCreated { message } = event.kind else {
        panic!("no message");
    };
    assert_eq!((message.client_id, message.reply_to), (id, Some(root.id)));
    let gone = EventKind::ScheduledChanged {
        id,
        scheduled: None,
    };
    at_ada.sees(|kind| *kind == gone).await;
    assert_eq!(scheduled(&ada).await, []);
    assert_eq!(send(&ada, id).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_due_while_no_server_ran_is_sent_with_the_start_in_the_order_of_its_times() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    for (body, hours) in [("Third", 3), ("First", 1), ("Second", 2)] {
        schedule(&ada, room, body, soon(hours * HOUR_MS)).await;
    }
    let before = Screen::open(&ada, room).await.state.cursors[&StreamId::User(ada.user.id)];
    let server = server.restart_after(let_time_pass).await;
    let ada = ada.at(server.address);
    let mut screen = Screen::open(&ada, room).await;
    screen
        .follows(StreamId::User(ada.user.id), before + 3)
        .await;
    assert_eq!(bodies(&ada, room).await, ["First", "Second", "Third"]);
    assert_eq!(screen.state.scheduled, []);
}

#[tokio::test]
async fn a_server_that_is_killed_again_and_again_sends_each_message_once() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = Program::start(folder.path()).await;
    let ada = Person::first_run(program.address).await;
    let room = ada.everyone().await;
    let first = soon(HOUR_MS).millis();
    let mut ids = Vec::new();
    for place in 0..60 {
        let at = Timestamp(first + place * 10);
        ids.push(schedule(&ada, room, &place.to_string(), at).await);
    }
    program.kill().await;
    // So near to each other that some are due before a start, and some while the program runs.
    let mut database = open_database(folder.path()).await;
    let nearer =
        sqlx::query("UPDATE scheduled SET at = at - ?").bind(first - soon(SOON_MS).millis());
    nearer.execute(&mut database).await.expect("set");
    drop(database);
    let mut program = Program::start(folder.path()).await;
    let mut ada = ada.at(program.address);
    for sent in [1, 10, 25, 40] {
        let mut client = ada.connect().await;
        let stream = StreamId::Room(room);
        let from = ada.history(room).await.len();
        if from < sent {
            while client.events.get(&stream).map_or(0, Vec::len) + from < sent {
                client.hears().await;
            }
        }
        program.kill().await;
        program = Program::start(folder.path()).await;
        ada = ada.at(program.address);
    }
    let mut client = ada.connect().await;
    while !scheduled(&ada).await.is_empty() {
        client.hears().await;
    }
    let sent = ada.history(room).await;
    let sent: Vec<_> = sent.into_iter().map(|message| message.client_id).collect();
    assert_eq!(sent, ids);
}

#[tokio::test]
async fn scheduled_again_a_message_stays_as_it_was_the_first_time() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let id = client_id();
    let form = json!({ "client_id": id, "room": room, "body": "Once", "at": soon(HOUR_MS) });
    assert_eq!(
        try_to_schedule(&ada, form.clone()).await,
        StatusCode::CREATED
    );
    assert_eq!(try_to_schedule(&ada, form.clone()).await, StatusCode::OK);
    let other = json!({ "client_id": id, "room": room, "body": "Twice", "at": soon(HOUR_MS) });
    assert_eq!(
        try_to_schedule(&ada, other.clone()).await,
        StatusCode::CONFLICT
    );
    assert_eq!(scheduled(&ada).await.len(), 1);
    // A repeat is told by what was scheduled first, though that was changed since.
    let change = ada.request(Method::PATCH, &format!("/api/scheduled/{id}"));
    let changed = change.json(&json!({ "body": "Changed" })).send().await;
    assert_eq!(changed.expect("an answer").status(), StatusCode::OK);
    assert_eq!(try_to_schedule(&ada, form.clone()).await, StatusCode::OK);
    assert_eq!(send(&ada, id).await, StatusCode::OK);
    assert_eq!(try_to_schedule(&ada, form).await, StatusCode::NO_CONTENT);
    assert_eq!(try_to_schedule(&ada, other).await, StatusCode::CONFLICT);
    assert_eq!(scheduled(&ada).await, []);
    assert_eq!(bodies(&ada, room).await, ["Changed"]);
}

#[tokio::test]
async fn what_is_due_under_the_client_id_of_another_message_stays_with_the_reason() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let id = schedule(&ada, room, "Scheduled", soon(SOON_MS)).await;
    let path = format!("/api/rooms/{room}/messages");
    let sent = ada
        .post(&path, &json!({ "client_id": id, "body": "Sent" }))
        .await;
    assert_eq!(sent.status(), StatusCode::CREATED);
    let mut screen = Screen::open(&ada, room).await;
    while screen
        .state
        .scheduled
        .iter()
        .all(|it| it.obstacle.is_none())
    {
        let mine = StreamId::User(ada.user.id);
        let next = screen.state.cursors[&mine] + 1;
        screen.follows(mine, next).await;
    }
    let waiting = scheduled(&ada).await;
    assert_eq!(waiting[0].body, "Scheduled");
    assert_eq!(
        waiting[0].obstacle.as_deref(),
        Some("Another message was sent in its place.")
    );
    assert_eq!(bodies(&ada, room).await, ["Sent"]);
}

#[tokio::test]
async fn what_cannot_be_sent_stays_with_the_reason_and_goes_at_another_time() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let everyone = ada.everyone().await;
    let mut rooms = Vec::new();
    for name in ["Left", "Archived", "Read-only", "Thread"] {
        let room = ada.closed_room(name).await;
        ada.add(room, &grace).await;
        rooms.push(room);
    }
    let root = ada.says(rooms[3], "Root").await;
    let mut ids = Vec::new();
    for room in &rooms[..3] {
        ids.push(schedule(&grace, *room, "Late", soon(HOUR_MS)).await);
    }
    let id = client_id();
    let form = json!({ "client_id": id, "room": rooms[3], "body": "Late", "reply_to": root.id, "at": soon(HOUR_MS) });
    assert_eq!(try_to_schedule(&grace, form).await, StatusCode::CREATED);
    ids.push(id);
    ada.remove(rooms[0], &grace).await;
    ada.changes(rooms[1], &json!({ "archived": true })).await;
    ada.changes(rooms[2], &json!({ "posting": "administrators" }))
        .await;
    let delete = json!({ "type": "delete", "message": root.id });
    ada.connect().await.does(delete).await;

    // Each is marked once: it is not tried again and again.
    let mut at_grace = grace.connect().await;
    let obstacles = [
        "You were not in this room at that time.",
        "This room was archived at that time.",
        "Only administrators wrote in this room at that time.",
        "The message that it replies to was deleted.",
    ];
    for (id, obstacle) in ids.iter().zip(obstacles) {
        let changed = change(&grace, *id, json!({ "at": soon(SOON_MS) })).await;
        assert_eq!(changed, StatusCode::OK);
        assert_eq!(meets(&mut at_grace, *id).await, obstacle);
    }
    let mine = StreamId::User(grace.user.id);
    let kinds = at_grace.events[&mine].iter().map(|event| &event.kind);
    let told = kinds.filter(|kind| matches!(kind, EventKind::ScheduledChanged { .. }));
    assert_eq!(told.count(), 2 * ids.len());
    assert_eq!(send(&grace, ids[0]).await, StatusCode::NOT_FOUND);
    assert_eq!(send(&grace, ids[1]).await, StatusCode::CONFLICT);
    let fresh = Screen::open(&grace, everyone).await;
    let listed = scheduled(&grace).await;
    assert!(fresh.state.scheduled().into_iter().eq(&listed));
    assert!(fresh.state.scheduled.iter().all(|it| it.body == "Late"));

    ada.add(rooms[0], &grace).await;
    ada.changes(rooms[1], &json!({ "archived": false })).await;
    let again = change(
        &grace,
        ids[0],
        json!({ "body": "Again", "at": soon(SOON_MS) }),
    )
    .await;
    assert_eq!(again, StatusCode::OK);
    at_grace.reads("Again").await;
    assert_eq!(send(&grace, ids[1]).await, StatusCode::OK);
    assert_eq!(bodies(&ada, rooms[1]).await, ["Late"]);
    assert_eq!(discard(&grace, ids[2]).await, StatusCode::NO_CONTENT);
    assert_eq!(scheduled(&grace).await.len(), 1);
}

#[tokio::test]
async fn one_who_is_banned_sends_nothing_and_finds_it_when_they_are_back() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    schedule(&grace, room, "Late", soon(HOUR_MS)).await;
    let ban = format!("/api/people/{}/ban", grace.user.id);
    assert_eq!(ada.send(Method::PUT, &ban).await, StatusCode::NO_CONTENT);
    let server = server.restart_after(let_time_pass).await;
    let (ada, grace) = (ada.at(server.address), grace.at(server.address));
    // What is due is looked at in the order of its times.
    let mut at_ada = ada.connect().await;
    schedule(&ada, room, "After", soon(SOON_MS)).await;
    at_ada.reads("After").await;
    assert_eq!(bodies(&ada, room).await, ["After"]);
    assert_eq!(ada.send(Method::DELETE, &ban).await, StatusCode::NO_CONTENT);
    let grace = grace.sign_in_again().await;
    let left = scheduled(&grace).await;
    let obstacle = left[0].obstacle.as_deref();
    assert_eq!(obstacle, Some("You were not in this room at that time."));
}

#[tokio::test]
async fn what_its_author_has_not_read_stays_unread_when_their_message_goes() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut live = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    ada.says(room, "Unread").await;
    let id = schedule(&grace, room, "Late", soon(HOUR_MS)).await;
    assert_eq!(send(&grace, id).await, StatusCode::OK);
    let fresh = Screen::open(&grace, room).await;
    let heads = fresh.state.cursors.clone();
    away.comes_back().await;
    for screen in [&mut live, &mut away] {
        for stream in [StreamId::User(grace.user.id), StreamId::Room(room)] {
            screen.follows(stream, heads[&stream]).await;
        }
    }
    for screen in [&live, &away, &fresh] {
        assert_eq!(screen.state.rooms[&room].unread(), 1);
    }
}

#[tokio::test]
async fn files_wait_with_their_message_and_go_with_it_or_are_removed() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let file = ada.uploads(room, "notes.txt", "Milk first").await;
    let other = ada.uploads(room, "other.txt", "Tea first").await;
    let form = |id: ClientId, file: FileId| {
        let at = soon(HOUR_MS);
        json!({ "client_id": id, "room": room, "body": "", "attachments": [file], "at": at })
    };
    let (sent, discarded) = (client_id(), client_id());
    for (id, file) in [(sent, file.id), (discarded, other.id)] {
        let done = try_to_schedule(&ada, form(id, file)).await;
        assert_eq!(done, StatusCode::CREATED);
    }
    // It is this message's, and no other's.
    let stolen = try_to_schedule(&ada, form(client_id(), file.id)).await;
    assert_eq!(stolen, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        scheduled(&ada).await[0].attachments,
        std::slice::from_ref(&file)
    );
    // What is not sent within a day is looked for with the start, and these are waited for.
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            let past = sqlx::raw_sql("UPDATE files SET created_at = 1");
            past.execute(&mut database).await.expect("set");
        })
        .await;
    let ada = ada.at(server.address);
    assert_eq!(send(&ada, sent).await, StatusCode::OK);
    assert_eq!(
        ada.history(room).await[0].attachments,
        std::slice::from_ref(&file)
    );
    assert_eq!(ada.opens(&file).await.status(), StatusCode::OK);
    assert_eq!(discard(&ada, discarded).await, StatusCode::NO_CONTENT);
    assert_eq!(ada.opens(&other).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_waits_to_be_sent_is_bounded_in_the_bytes_that_it_has_together() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let long = "🦀".repeat(40_000);
    for _ in 0..3 {
        schedule(&ada, room, &long, soon(HOUR_MS)).await;
    }
    let short = schedule(&ada, room, "Short", soon(HOUR_MS)).await;
    let form = json!({ "client_id": client_id(), "room": room, "body": long, "at": soon(HOUR_MS) });
    let refused = try_to_schedule(&ada, form).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    let change = ada.request(Method::PATCH, &format!("/api/scheduled/{short}"));
    let refused = change.json(&json!({ "body": long })).send().await;
    assert_eq!(
        refused.expect("an answer").status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let bodies = scheduled(&ada).await.into_iter().map(|it| it.body.len());
    assert_eq!(bodies.sum::<usize>(), 3 * long.len() + "Short".len());
}

#[tokio::test]
async fn what_could_not_be_sent_now_is_not_scheduled() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (room, secrets) = (ada.everyone().await, ada.closed_room("Secrets").await);
    let archived = ada.room("Old", "open").await;
    ada.changes(archived, &json!({ "archived": true })).await;
    let form = |room: RoomId, body: &str, at: Timestamp| json!({ "client_id": client_id(), "room": room, "body": body, "at": at });
    let year_ms = 367 * 24 * HOUR_MS;
    for (form, status) in [
        (
            form(room, " ", soon(HOUR_MS)),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            form(room, &"a".repeat(40_001), soon(HOUR_MS)),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            form(room, "Past", soon(-1)),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            form(room, "Far", soon(year_ms)),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (form(secrets, "Peep", soon(HOUR_MS)), StatusCode::NOT_FOUND),
        (form(archived, "Old", soon(HOUR_MS)), StatusCode::CONFLICT),
    ] {
        assert_eq!(
            try_to_schedule(&grace, form.clone()).await,
            status,
            "{form}"
        );
    }
    let id = schedule(&grace, room, "Fine", soon(HOUR_MS)).await;
    for changes in [
        json!({ "body": " " }),
        json!({ "at": soon(-1) }),
        json!({ "at": soon(year_ms) }),
    ] {
        let refused = change(&grace, id, changes.clone()).await;
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "{changes}");
    }
    assert_eq!(scheduled(&grace).await[0].body, "Fine");
    for _ in 1..100 {
        schedule(&grace, room, "More", soon(HOUR_MS)).await;
    }
    let one_too_many = try_to_schedule(&grace, form(room, "Most", soon(HOUR_MS))).await;
    assert_eq!(one_too_many, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scheduled(&grace).await.len(), 100);
}

#[tokio::test]
async fn the_log_keeps_no_text_that_was_discarded() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let id = schedule(&ada, room, "Regrettable", soon(HOUR_MS)).await;
    change(&ada, id, json!({ "body": "Regrettable indeed" })).await;
    discard(&ada, id).await;
    let mut database = open_database(server.data()).await;
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM events WHERE payload LIKE '%Regrettable%'")
            .fetch_one(&mut database)
            .await
            .expect("a count");
    assert_eq!(kept, 0);
}
