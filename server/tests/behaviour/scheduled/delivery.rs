//! Delivery of scheduled messages at their time.

use crate::support::{
    HOUR_MS, Program, SOON_MS, Screen, TestClient, TestPerson, bodies, client_id, open_database,
    sees, soon, workspace,
};
use protocol::{ClientId, EventKind, Obstacle, StreamId, Timestamp};
use serde_json::json;

/// Makes every scheduled message due, in the same order.
const LET_TIME_PASS: &str = "UPDATE scheduled SET at = at - 100000000000";

/// Waits until a message is marked with the reason why it was not sent, and returns the reason.
async fn meets(client: &mut TestClient, id: ClientId) -> Obstacle {
    let scheduled = sees!(
        client,
        EventKind::ScheduledChanged { scheduled: Some(it), .. } if it.id == id && it.obstacle.is_some() => it
    );
    scheduled.obstacle.expect("an obstacle")
}

#[tokio::test]
async fn a_message_is_sent_at_its_time() {
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
async fn messages_due_while_the_server_was_down_are_sent_in_order_with_the_start() {
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
async fn a_server_that_is_killed_repeatedly_sends_each_message_once() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = Program::start(folder.path()).await;
    let ada = TestPerson::first_run(program.address).await;
    let room = ada.everyone().await;
    let first = soon(HOUR_MS).millis();
    let mut ids = Vec::new();
    for place in 0..60 {
        let at = Timestamp(first + place * 10);
        ids.push(ada.schedules(room, &place.to_string(), at).await);
    }
    program.kill().await;
    // Close enough together that some are due before the program starts, and some while it runs.
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
async fn a_due_message_whose_client_id_was_used_stays_with_the_reason() {
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
    assert_eq!(waiting[0].obstacle, Some(Obstacle::Conflict));
    assert_eq!(bodies(&ada.history(room).await), ["Sent"]);
}

#[tokio::test]
async fn a_message_that_cannot_be_sent_stays_with_the_reason_and_can_be_rescheduled() {
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

    // Each is marked once, and not tried again.
    let mut at_grace = grace.connect().await;
    let obstacles = [
        Obstacle::NotThere,
        Obstacle::Archived,
        Obstacle::ReadOnly,
        Obstacle::NoThread,
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
async fn a_banned_persons_messages_are_not_sent_and_stay() {
    let (server, room, [ada, grace]) = workspace().await;
    grace.schedules(room, "Late", soon(HOUR_MS)).await;
    assert_eq!(ada.bans(&grace).await, 204);
    let server = server.restart_with(LET_TIME_PASS).await;
    let (ada, grace) = (ada.at(server.address), grace.at(server.address));
    // Due messages are handled in the order of their times.
    let mut at_ada = ada.connect().await;
    ada.schedules(room, "After", soon(SOON_MS)).await;
    at_ada.reads("After").await;
    assert_eq!(bodies(&ada.history(room).await), ["After"]);
    assert_eq!(ada.lifts_ban(&grace).await, 204);
    let grace = grace.sign_in_again().await;
    let left = grace.scheduled().await;
    assert_eq!(left[0].obstacle, Some(Obstacle::NotThere));
}
