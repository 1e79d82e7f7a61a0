//! Messages that the server sends at their time: their author's alone until then, and sent exactly once.

use crate::support::{
    Client, HOUR_MS, Person, Program, SOON_MS, Screen, bodies, client_id, count, open_database,
    sees, soon, workspace,
};
use protocol::{ClientId, EventKind, FileId, RoomId, StreamId, Timestamp};
use serde_json::json;

/// Makes every scheduled message due, in the same order.
const LET_TIME_PASS: &str = "UPDATE scheduled SET at = at - 100000000000";

/// Waits until a message is marked with the reason why it was not sent, and returns the reason.
async fn meets(client: &mut Client, id: ClientId) -> String {
    let scheduled = sees!(
        client,
        EventKind::ScheduledChanged { scheduled: Some(it), .. } if it.id == id && it.obstacle.is_some() => it
    );
    scheduled.obstacle.expect("an obstacle")
}

#[tokio::test]
async fn what_is_scheduled_is_on_all_devices_of_its_author_and_nobody_elses() {
    let (_server, room, [ada, grace]) = workspace().await;
    let phone = ada.sign_in_again().await;
    let [mut stayed, mut away] = Screen::live_and_away(&phone, room).await;

    let late = ada.schedules(room, "Late", soon(2 * HOUR_MS)).await;
    let early = ada.schedules(room, "Early", soon(HOUR_MS)).await;
    let gone = ada.schedules(room, "Gone", soon(HOUR_MS)).await;
    assert_eq!(ada.discards(gone).await, 204);
    let changes = json!({ "body": "Latest", "at": soon(3 * HOUR_MS) });
    assert_eq!(ada.reschedules(late, &changes).await, 200);

    let fresh = Screen::open(&phone, room).await;
    for screen in [&mut stayed, &mut away] {
        screen.catches_up().await;
    }
    let listed = phone.scheduled().await;
    assert_eq!([listed[0].id, listed[1].id], [early, late]);
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[1].body, "Latest");
    for screen in [&stayed, &away, &fresh] {
        assert!(screen.state.scheduled().into_iter().eq(&listed));
    }

    assert_eq!(grace.scheduled().await, []);
    assert_eq!(Screen::open(&grace, room).await.state.scheduled, []);
    assert_eq!(grace.reschedules(late, &json!({})).await, 404);
    assert_eq!(grace.sends_now(late).await, 404);
    assert_eq!(grace.discards(late).await, 404);
    assert_eq!(ada.history(room).await, []);
}

#[tokio::test]
async fn a_message_is_sent_when_its_time_has_come() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Root").await;
    let mut at_grace = grace.connect().await;
    let mut at_ada = ada.connect().await;
    let id = client_id();
    let form = json!({
        "client_id": id, "room": room, "body": "Good morning", "reply_to": root.id, "at": soon(SOON_MS),
    });
    assert_eq!(ada.tries_to_schedule(&form).await, 201);
    let message = at_grace.receives("Good morning").await;
    assert_eq!((message.client_id, message.reply_to), (id, Some(root.id)));
    let gone = EventKind::ScheduledChanged {
        id,
        scheduled: None,
    };
    at_ada.sees(|kind| *kind == gone).await;
    assert_eq!(ada.scheduled().await, []);
    assert_eq!(ada.sends_now(id).await, 404);
}

#[tokio::test]
async fn what_was_due_while_no_server_ran_is_sent_with_the_start_in_the_order_of_its_times() {
    let (server, room, [ada]) = workspace().await;
    for (body, hours) in [("Third", 3), ("First", 1), ("Second", 2)] {
        ada.schedules(room, body, soon(hours * HOUR_MS)).await;
    }
    let before = Screen::open(&ada, room).await.state.cursors[&StreamId::User(ada.user.id)];
    let server = server.restart_with(LET_TIME_PASS).await;
    let ada = ada.at(server.address);
    let mut screen = Screen::open(&ada, room).await;
    screen
        .follows(StreamId::User(ada.user.id), before + 3)
        .await;
    assert_eq!(
        bodies(&ada.history(room).await),
        ["First", "Second", "Third"]
    );
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
        ids.push(ada.schedules(room, &place.to_string(), at).await);
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
    while !ada.scheduled().await.is_empty() {
        client.hears().await;
    }
    let sent = ada.history(room).await;
    let sent: Vec<_> = sent.into_iter().map(|message| message.client_id).collect();
    assert_eq!(sent, ids);
}

#[tokio::test]
async fn scheduled_again_a_message_stays_as_it_was_the_first_time() {
    let (_server, room, [ada]) = workspace().await;
    let id = client_id();
    let form = json!({ "client_id": id, "room": room, "body": "Once", "at": soon(HOUR_MS) });
    assert_eq!(ada.tries_to_schedule(&form).await, 201);
    assert_eq!(ada.tries_to_schedule(&form).await, 200);
    let other = json!({ "client_id": id, "room": room, "body": "Twice", "at": soon(HOUR_MS) });
    assert_eq!(ada.tries_to_schedule(&other).await, 409);
    assert_eq!(ada.scheduled().await.len(), 1);
    // A repeat is told by what was scheduled first, though that was changed since.
    let changed = ada
        .patch(
            &format!("/api/scheduled/{id}"),
            &json!({ "body": "Changed" }),
        )
        .await;
    assert_eq!(changed, 200);
    assert_eq!(ada.tries_to_schedule(&form).await, 200);
    assert_eq!(ada.sends_now(id).await, 200);
    assert_eq!(ada.tries_to_schedule(&form).await, 204);
    assert_eq!(ada.tries_to_schedule(&other).await, 409);
    assert_eq!(ada.scheduled().await, []);
    assert_eq!(bodies(&ada.history(room).await), ["Changed"]);
}

#[tokio::test]
async fn what_is_due_under_the_client_id_of_another_message_stays_with_the_reason() {
    let (_server, room, [ada]) = workspace().await;
    let id = ada.schedules(room, "Scheduled", soon(SOON_MS)).await;
    let form = json!({ "client_id": id, "body": "Sent" });
    assert_eq!(ada.tries_to_post(room, &form).await.status(), 201);
    let mut screen = Screen::open(&ada, room).await;
    let waits = |screen: &Screen| {
        screen
            .state
            .scheduled
            .iter()
            .all(|it| it.obstacle.is_none())
    };
    while waits(&screen) {
        let mine = StreamId::User(ada.user.id);
        let next = screen.state.cursors[&mine] + 1;
        screen.follows(mine, next).await;
    }
    let waiting = ada.scheduled().await;
    assert_eq!(waiting[0].body, "Scheduled");
    let obstacle = waiting[0].obstacle.as_deref();
    assert_eq!(obstacle, Some("Another message was sent in its place."));
    assert_eq!(bodies(&ada.history(room).await), ["Sent"]);
}

#[tokio::test]
async fn what_cannot_be_sent_stays_with_the_reason_and_goes_at_another_time() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let mut rooms = Vec::new();
    for name in ["Left", "Archived", "Read-only", "Thread"] {
        rooms.push(ada.closed_room_with(name, &[&grace]).await);
    }
    let root = ada.says(rooms[3], "Root").await;
    let mut ids = Vec::new();
    for room in &rooms[..3] {
        ids.push(grace.schedules(*room, "Late", soon(HOUR_MS)).await);
    }
    let id = client_id();
    let form = json!({ "client_id": id, "room": rooms[3], "body": "Late", "reply_to": root.id, "at": soon(HOUR_MS) });
    assert_eq!(grace.tries_to_schedule(&form).await, 201);
    ids.push(id);
    ada.remove(rooms[0], &grace).await;
    ada.changes(rooms[1], &json!({ "archived": true })).await;
    let read_only = json!({ "posting": "administrators" });
    ada.changes(rooms[2], &read_only).await;
    ada.deletes(&root).await;

    // Each is marked once: it is not tried again and again.
    let mut at_grace = grace.connect().await;
    let obstacles = [
        "You were not in this room at that time.",
        "This room was archived at that time.",
        "Only administrators wrote in this room at that time.",
        "The message that it replies to was deleted.",
    ];
    for (id, obstacle) in ids.iter().zip(obstacles) {
        let changed = grace
            .reschedules(*id, &json!({ "at": soon(SOON_MS) }))
            .await;
        assert_eq!(changed, 200);
        assert_eq!(meets(&mut at_grace, *id).await, obstacle);
    }
    let told = at_grace.count(|kind| matches!(kind, EventKind::ScheduledChanged { .. }));
    assert_eq!(told, 2 * ids.len());
    assert_eq!(grace.sends_now(ids[0]).await, 404);
    assert_eq!(grace.sends_now(ids[1]).await, 409);
    let fresh = Screen::open(&grace, everyone).await;
    let listed = grace.scheduled().await;
    assert!(fresh.state.scheduled().into_iter().eq(&listed));
    assert!(fresh.state.scheduled.iter().all(|it| it.body == "Late"));

    ada.add(rooms[0], &grace).await;
    ada.changes(rooms[1], &json!({ "archived": false })).await;
    let again = json!({ "body": "Again", "at": soon(SOON_MS) });
    assert_eq!(grace.reschedules(ids[0], &again).await, 200);
    at_grace.reads("Again").await;
    assert_eq!(grace.sends_now(ids[1]).await, 200);
    assert_eq!(bodies(&ada.history(rooms[1]).await), ["Late"]);
    assert_eq!(grace.discards(ids[2]).await, 204);
    assert_eq!(grace.scheduled().await.len(), 1);
}

#[tokio::test]
async fn one_who_is_banned_sends_nothing_and_finds_it_when_they_are_back() {
    let (server, room, [ada, grace]) = workspace().await;
    grace.schedules(room, "Late", soon(HOUR_MS)).await;
    assert_eq!(ada.bans(&grace).await, 204);
    let server = server.restart_with(LET_TIME_PASS).await;
    let (ada, grace) = (ada.at(server.address), grace.at(server.address));
    // What is due is looked at in the order of its times.
    let mut at_ada = ada.connect().await;
    ada.schedules(room, "After", soon(SOON_MS)).await;
    at_ada.reads("After").await;
    assert_eq!(bodies(&ada.history(room).await), ["After"]);
    assert_eq!(ada.lifts_ban(&grace).await, 204);
    let grace = grace.sign_in_again().await;
    let left = grace.scheduled().await;
    let obstacle = left[0].obstacle.as_deref();
    assert_eq!(obstacle, Some("You were not in this room at that time."));
}

#[tokio::test]
async fn what_its_author_has_not_read_stays_unread_when_their_message_goes() {
    let (_server, room, [ada, grace]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;
    ada.says(room, "Unread").await;
    let id = grace.schedules(room, "Late", soon(HOUR_MS)).await;
    assert_eq!(grace.sends_now(id).await, 200);
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
        assert_eq!(screen.state.rooms[&room].unread(), 1);
    }
    let fresh = Screen::open(&grace, room).await;
    assert_eq!(fresh.state.rooms[&room].unread(), 1);
}

#[tokio::test]
async fn files_wait_with_their_message_and_go_with_it_or_are_removed() {
    let (server, room, [ada]) = workspace().await;
    let file = ada.uploads(room, "notes.txt", "Milk first").await;
    let other = ada.uploads(room, "other.txt", "Tea first").await;
    let form = |id: ClientId, file: FileId| {
        let at = soon(HOUR_MS);
        json!({ "client_id": id, "room": room, "body": "", "attachments": [file], "at": at })
    };
    let (sent, discarded) = (client_id(), client_id());
    for (id, file) in [(sent, file.id), (discarded, other.id)] {
        assert_eq!(ada.tries_to_schedule(&form(id, file)).await, 201);
    }
    // It is this message's, and no other's.
    let stolen = ada.tries_to_schedule(&form(client_id(), file.id)).await;
    assert_eq!(stolen, 422);
    let attached = std::slice::from_ref(&file);
    assert_eq!(ada.scheduled().await[0].attachments, attached);
    // What is not sent within a day is looked for with the start, and these are waited for.
    let old = "UPDATE files SET created_at = 1";
    let server = server.restart_with(old).await;
    let ada = ada.at(server.address);
    assert_eq!(ada.sends_now(sent).await, 200);
    assert_eq!(ada.history(room).await[0].attachments, attached);
    assert_eq!(ada.opens(&file).await.status(), 200);
    assert_eq!(ada.discards(discarded).await, 204);
    assert_eq!(ada.opens(&other).await.status(), 404);
}

#[tokio::test]
async fn what_waits_to_be_sent_is_bounded_in_the_bytes_that_it_has_together() {
    let (_server, room, [ada]) = workspace().await;
    let long = "🦀".repeat(40_000);
    for _ in 0..3 {
        ada.schedules(room, &long, soon(HOUR_MS)).await;
    }
    let short = ada.schedules(room, "Short", soon(HOUR_MS)).await;
    let form = json!({ "client_id": client_id(), "room": room, "body": long, "at": soon(HOUR_MS) });
    let refused = ada.tries_to_schedule(&form).await;
    assert_eq!(refused, 422);
    let refused = ada
        .patch(&format!("/api/scheduled/{short}"), &json!({ "body": long }))
        .await;
    assert_eq!(refused, 422);
    let bodies = ada.scheduled().await.into_iter().map(|it| it.body.len());
    assert_eq!(bodies.sum::<usize>(), 3 * long.len() + "Short".len());
}

#[tokio::test]
async fn what_could_not_be_sent_now_is_not_scheduled() {
    let (_server, _, [ada, grace]) = workspace().await;
    let (room, secrets) = (ada.everyone().await, ada.closed_room("Secrets").await);
    let archived = ada.open_room("Old").await;
    ada.changes(archived, &json!({ "archived": true })).await;
    let form = |room: RoomId, body: &str, at: Timestamp| json!({ "client_id": client_id(), "room": room, "body": body, "at": at });
    let year_ms = 367 * 24 * HOUR_MS;
    for (form, status) in [
        (form(room, " ", soon(HOUR_MS)), 422),
        (form(room, &"a".repeat(40_001), soon(HOUR_MS)), 422),
        (form(room, "Past", soon(-1)), 422),
        (form(room, "Far", soon(year_ms)), 422),
        (form(secrets, "Peep", soon(HOUR_MS)), 404),
        (form(archived, "Old", soon(HOUR_MS)), 409),
    ] {
        assert_eq!(grace.tries_to_schedule(&form).await, status, "{form}");
    }
    let id = grace.schedules(room, "Fine", soon(HOUR_MS)).await;
    for changes in [
        json!({ "body": " " }),
        json!({ "at": soon(-1) }),
        json!({ "at": soon(year_ms) }),
    ] {
        let refused = grace.reschedules(id, &changes).await;
        assert_eq!(refused, 422, "{changes}");
    }
    assert_eq!(grace.scheduled().await[0].body, "Fine");
    for _ in 1..100 {
        grace.schedules(room, "More", soon(HOUR_MS)).await;
    }
    let one_too_many = grace
        .tries_to_schedule(&form(room, "Most", soon(HOUR_MS)))
        .await;
    assert_eq!(one_too_many, 422);
    assert_eq!(grace.scheduled().await.len(), 100);
}

#[tokio::test]
async fn the_log_keeps_no_text_that_was_discarded() {
    let (server, room, [ada]) = workspace().await;
    let id = ada.schedules(room, "Regrettable", soon(HOUR_MS)).await;
    ada.reschedules(id, &json!({ "body": "Regrettable indeed" }))
        .await;
    ada.discards(id).await;
    let mut database = open_database(server.data()).await;
    let kept = "SELECT count(*) FROM events WHERE payload LIKE '%Regrettable%'";
    assert_eq!(count(&mut database, kept).await, 0);
}
