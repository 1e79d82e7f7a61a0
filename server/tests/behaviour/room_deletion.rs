//! Rooms that an administrator deletes, and what goes with them.

use crate::support::{Person, Screen, TestServer, client_id, left, open_database};
use protocol::{ErrorCode, EventKind, RoomId, StreamId, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tokio::time::sleep;

async fn delete(person: &Person, room: RoomId) -> StatusCode {
    let path = format!("/api/rooms/{room}");
    person.send(Method::DELETE, &path).await
}

fn is_deleted(room: RoomId) -> impl Fn(&EventKind) -> bool {
    move |kind| {
        *kind
            == EventKind::RoomRemoved {
                room,
                deleted: true,
            }
    }
}

/// Waits until all that was in a room is erased.
async fn is_erased(data: &Path, room: RoomId) {
    let mut database = open_database(data).await;
    loop {
        let erased = sqlx::query_scalar("SELECT erased_at IS NOT NULL FROM rooms WHERE id = ?");
        let erased: bool = erased
            .bind(room.0)
            .fetch_one(&mut database)
            .await
            .expect("a room");
        if erased {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
}

fn in_an_hour() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis() + 3_600_000)
}

#[tokio::test]
async fn a_deleted_room_is_gone_for_everyone_live_and_for_who_was_away() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let tea = ada.room("Tea", "open").await;
    ada.says(tea, "Milk first").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    let mut away = Screen::open(&linus, tea).await;
    away.goes_away();

    assert_eq!(delete(&ada, tea).await, StatusCode::NO_CONTENT);
    let path = format!("/api/rooms/{tea}");
    for person in [&ada, &grace, &linus] {
        let shown: Vec<_> = person.rooms().await.iter().map(|room| room.id).collect();
        assert_eq!(shown, [ada.everyone().await]);
        for path in [
            path.clone(),
            format!("{path}/messages"),
            format!("/rooms/{tea}"),
        ] {
            let status = person.get(&path).await.status();
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(person.add(tea, person).await, StatusCode::NOT_FOUND);
    }
    for client in [&mut at_ada, &mut at_grace] {
        let told = client.sees(is_deleted(tea)).await;
        assert_eq!(told.actor, ada.user.id);
    }
    is_erased(server.data(), tea).await;
    away.comes_back().await;
    let own = StreamId::User(linus.user.id);
    away.follows(own, linus.head(own).await).await;
    assert!(!away.state.rooms.contains_key(&tea));

    let send = json!({ "type": "send", "client_id": client_id(), "room": tea, "body": "Too late" });
    assert_eq!(at_grace.is_refused(send).await, ErrorCode::NotFound);
    assert_eq!(grace.get_json("/api/rooms/browse").await, json!([]));
    assert_eq!(delete(&ada, tea).await, StatusCode::NOT_FOUND);
    // Who comes later is not in it, nor is one whom a link for guests was to lead there.
    let ken = server.join(&ada, "Ken").await;
    assert_eq!(ken.rooms().await.len(), 1);
}

#[tokio::test]
async fn with_a_deleted_room_goes_all_that_was_in_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea secrets", "open").await;
    let everyone = ada.everyone().await;
    let root = ada.says(tea, "A secret about tea").await;
    let reply = json!({ "body": "A secret reply", "reply_to": root.id });
    let reply = grace
        .post(&format!("/api/rooms/{tea}/messages"), &reply)
        .await;
    assert_eq!(reply.status(), StatusCode::CREATED);
    let edited = json!({ "body": "Another secret" });
    let path = format!("/api/rooms/{tea}/messages/{}", root.id);
    let edited = ada.request(Method::PATCH, &path).json(&edited);
    assert!(
        edited
            .send()
            .await
            .expect("an answer")
            .status()
            .is_success()
    );
    let reaction = format!("{path}/reactions/%F0%9F%91%8D");
    assert!(grace.send(Method::PUT, &reaction).await.is_success());
    let pin = format!("/api/messages/{}/pin", root.id);
    assert!(ada.send(Method::PUT, &pin).await.is_success());
    let reminder = format!("/api/messages/{}/reminder", root.id);
    let reminder = grace.request(Method::PUT, &reminder);
    let reminder = reminder.json(&json!({ "at": in_an_hour() }));
    assert!(
        reminder
            .send()
            .await
            .expect("an answer")
            .status()
            .is_success()
    );
    let sent = ada.sends_file(tea, "sent.txt", "a secret file").await;
    let unsent = grace.uploads(tea, "unsent.txt", "a secret upload").await;
    let scheduled = json!({ "client_id": client_id(), "room": tea, "body": "A secret for later", "at": in_an_hour() });
    let scheduled = grace.post("/api/scheduled", &scheduled).await;
    assert_eq!(scheduled.status(), StatusCode::CREATED);
    let link = json!({ "rooms": [tea] });
    let link = ada.post("/api/guest-invitations", &link).await;
    assert_eq!(link.status(), StatusCode::CREATED);
    let mut at_grace = grace.connect().await;
    let draft = json!({ "room": tea, "body": "A secret draft", "edited_at": Timestamp(1) });
    let draft = json!({ "type": "draft", "draft": draft });
    at_grace.does(draft).await;
    let kept = grace.says(everyone, "This stays").await;

    assert_eq!(delete(&ada, tea).await, StatusCode::NO_CONTENT);
    at_grace.sees(is_deleted(tea)).await;
    at_grace
        .sees(|kind| {
            matches!(
                kind,
                EventKind::ScheduledChanged {
                    scheduled: None,
                    ..
                }
            )
        })
        .await;
    at_grace
        .sees(|kind| matches!(kind, EventKind::SavedChanged { on: false, .. }))
        .await;
    is_erased(server.data(), tea).await;
    left(server.data(), 0).await;
    for file in [&sent.attachments[0], &unsent] {
        assert_eq!(ada.opens(file).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(grace.opens(file).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(grace.get_json("/api/scheduled").await, json!([]));
    assert_eq!(grace.get_json("/api/saved").await, json!([]));
    assert_eq!(ada.get_json("/api/guest-invitations").await, json!([]));
    let snapshot = grace.get_json("/api/snapshot").await;
    assert!(!snapshot.to_string().contains("ecret"), "{snapshot}");
    assert_eq!(snapshot["drafts"], json!([]));
    let threads = grace.get_json("/api/threads").await;
    assert_eq!(threads["threads"], json!([]));

    let mut database = open_database(server.data()).await;
    for table in [
        "memberships",
        "dismissals",
        "reads",
        "mentions",
        "pins",
        "drafts",
        "scheduled",
        "files",
    ] {
        let count = format!("SELECT count(*) FROM {table} WHERE room = ?");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .bind(tea.0)
            .fetch_one(&mut database)
            .await
            .expect("a count");
        assert_eq!(count, 0, "{table}");
    }
    let text = "SELECT (SELECT count(*) FROM messages WHERE body LIKE '%ecret%')
        + (SELECT count(*) FROM message_versions WHERE body LIKE '%ecret%')
        + (SELECT count(*) FROM rooms WHERE name LIKE '%ecret%')
        + (SELECT count(*) FROM reactions) + (SELECT count(*) FROM follows) + (SELECT count(*) FROM saved)
        + (SELECT count(*) FROM events WHERE stream = ?)";
    let text: i64 = sqlx::query_scalar(text)
        .bind(tea.0)
        .fetch_one(&mut database)
        .await
        .expect("a count");
    assert_eq!(text, 0);
    let history = ada.history(everyone).await;
    assert_eq!(history.last().map(|message| message.id), Some(kept.id));
}

#[tokio::test]
async fn what_a_stop_left_of_a_deleted_room_goes_after_the_next_start() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea", "open").await;
    ada.says(tea, "Milk first").await;
    let screen = Screen::open(&grace, tea).await;
    // Marked as deleted, and nothing more: as after a stop at once.
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            let mark = "UPDATE rooms SET deleted_at = 1, deleted_by = (SELECT id FROM people LIMIT 1) WHERE name = 'Tea';
                INSERT INTO dismissals SELECT room, person FROM memberships WHERE room = (SELECT id FROM rooms WHERE name = 'Tea');
                DELETE FROM memberships WHERE room = (SELECT id FROM rooms WHERE name = 'Tea');";
            sqlx::raw_sql(mark).execute(&mut database).await.expect("marked");
        })
        .await;
    is_erased(server.data(), tea).await;
    let grace = grace.at(server.address);
    let mut client = grace.dial().await;
    let cursors = json!(screen.state.cursors);
    client.greet(&json!(screen.state.epoch), cursors).await;
    client.sees(is_deleted(tea)).await;
}

#[tokio::test]
async fn only_administrators_delete_a_room_and_not_the_first_nor_a_direct_one() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.room("Tea", "open").await;
    let hers = grace.closed_room("Hers").await;
    assert_eq!(delete(&grace, tea).await, StatusCode::FORBIDDEN);
    assert_eq!(delete(&grace, hers).await, StatusCode::FORBIDDEN);
    // A closed room that they are not in is nothing that an administrator knows of.
    assert_eq!(delete(&ada, hers).await, StatusCode::NOT_FOUND);
    assert_eq!(
        delete(&ada, ada.everyone().await).await,
        StatusCode::FORBIDDEN
    );
    let form = json!({ "people": [grace.user.id] });
    let direct = ada.post("/api/rooms/direct", &form).await;
    let direct: Value = direct.json().await.expect("a room");
    let direct: RoomId = serde_json::from_value(direct["id"].clone()).expect("an id");
    assert_eq!(delete(&ada, direct).await, StatusCode::FORBIDDEN);
    // An open one also where they have left it.
    ada.remove(tea, &ada).await;
    assert_eq!(delete(&ada, tea).await, StatusCode::NO_CONTENT);
    assert_eq!(grace.rooms().await.len(), 2);
}
