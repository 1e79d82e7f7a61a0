//! Notifications to browsers in which no page is open.

use crate::support::{
    count, eventually, frame, open_database,
    push_service::{PushService, workspace_and_push},
    soon,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::{path::Path, time::Duration};

const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;
const DOWN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

/// Returns the one number that a query gives.
async fn rows(data: &Path, sql: &'static str) -> i64 {
    count(&mut open_database(data).await, sql).await
}

fn retries_soon(tuning: &mut server::Tuning) {
    tuning.push_retry = Duration::from_millis(10);
}

#[tokio::test]
async fn a_message_is_pushed_to_each_device_of_those_who_are_notified() {
    let (_server, mut push, room, [ada, grace]) = workspace_and_push(|_| {}).await;
    push.subscribe(&ada, "ada").await;
    push.subscribe(&grace, "laptop").await;
    push.subscribe(&grace.sign_in_again().await, "phone").await;
    let message = ada.says(room, "The engine runs").await;
    let mut received = [push.receives().await, push.receives().await];
    received.sort_by(|one, two| one.0.cmp(&two.0));
    let expected = json!({
        "notification": {
            "message": message.id, "room": room, "seq": message.seq, "reason": "room",
            "title": "Ada · Everyone", "text": "The engine runs",
        },
        "path": format!("/rooms/{room}/at/{}", message.seq),
    });
    for (device, received) in ["laptop", "phone"].into_iter().zip(received) {
        assert_eq!(received, (device.to_owned(), expected.clone()));
    }
    let reply = grace.replies(&message, "Well").await;
    let (device, content) = push.receives().await;
    assert_eq!(device, "ada");
    let path = format!("/rooms/{room}/thread/{}/at/{}", message.id, reply.seq);
    assert_eq!(content["path"], path);
}

#[tokio::test]
async fn devices_are_listed_tested_and_removed_by_their_person() {
    let (_server, mut push, room, [ada, grace]) = workspace_and_push(|_| {}).await;
    push.subscribe(&grace, "laptop").await;
    let phone = grace.sign_in_again().await;
    push.subscribe(&phone, "phone").await;
    let list = grace.get_json("/api/me/push-devices").await;
    let devices = list["devices"].as_array().expect("a list");
    let current: Vec<_> = devices.iter().map(|it| it["current"] == true).collect();
    assert_eq!(current, [false, true]);
    let path = |index: usize| {
        let id = devices[index]["id"].as_str().expect("an id");
        format!("/api/me/push-devices/{id}")
    };
    let test = format!("{}/test", path(0));
    assert_eq!(grace.send(Method::POST, &test).await, 204);
    assert_eq!(push.receives().await.0, "phone");
    // They are nobody else's business.
    assert_eq!(ada.send(Method::POST, &test).await, 404);
    assert_eq!(ada.send(Method::DELETE, &path(0)).await, 404);
    assert_eq!(grace.send(Method::DELETE, &path(0)).await, 204);
    ada.says(room, "To the laptop").await;
    assert_eq!(push.receives().await.0, "laptop");
    ada.says(room, "To the laptop again").await;
    assert_eq!(push.receives().await.0, "laptop");
}

#[tokio::test]
async fn a_device_that_is_gone_is_dropped() {
    let (server, mut push, room, [ada, grace]) = workspace_and_push(|_| {}).await;
    for (status, browser) in [(StatusCode::NOT_FOUND, "one"), (StatusCode::GONE, "four")] {
        push.subscribe(&grace, browser).await;
        push.answers(&[(status, None)]);
        ada.says(room, "Hello?").await;
        assert_eq!(push.receives().await.0, browser);
        eventually("the device is removed", async || {
            let devices = rows(server.data(), "SELECT count(*) FROM push_devices").await;
            (devices == 0).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_push_that_fails_is_repeated_a_bounded_number_of_times() {
    let (server, mut push, room, [ada, grace]) = workspace_and_push(retries_soon).await;
    push.subscribe(&grace, "laptop").await;
    push.answers(&[(TOO_MANY, Some("0")), (DOWN, None)]);
    ada.says(room, "Third time lucky").await;
    for _ in 0..3 {
        assert_eq!(push.receives_text().await, "Third time lucky");
    }
    push.answers(&[(DOWN, None); 6]);
    ada.says(room, "In vain").await;
    for _ in 0..6 {
        assert_eq!(push.receives_text().await, "In vain");
    }
    eventually("it is given up", async || {
        let waiting = rows(server.data(), "SELECT count(*) FROM pushes").await;
        (waiting == 0).then_some(())
    })
    .await;
    ada.says(room, "Well again").await;
    assert_eq!(push.receives_text().await, "Well again");
}

#[tokio::test]
async fn a_push_that_could_not_be_sent_survives_a_restart() {
    let (server, mut push, room, [ada, grace]) = workspace_and_push(|_| {}).await;
    push.subscribe(&grace, "laptop").await;
    let key = grace.get_json("/api/me/push-devices").await["key"].clone();
    // The push service says when to come back.
    push.answers(&[(TOO_MANY, Some("1800"))]);
    ada.says(room, "Later").await;
    assert_eq!(push.receives_text().await, "Later");
    let data = server.data().to_owned();
    let waits =
        "SELECT count(*) FROM pushes WHERE attempts = 1 AND due_at > 1000 * unixepoch() + 1700000";
    eventually("it waits", async || {
        (rows(&data, waits).await == 1).then_some(())
    })
    .await;
    let server = server.restart_with("UPDATE pushes SET due_at = 1").await;
    assert_eq!(push.receives_text().await, "Later");
    let grace = grace.at(server.address);
    assert_eq!(grace.get_json("/api/me/push-devices").await["key"], key);
    // Nothing is pushed twice after a restart.
    ada.at(server.address).says(room, "Now").await;
    assert_eq!(push.receives_text().await, "Now");
}

#[tokio::test]
async fn closed_devices_wait_while_the_person_uses_another_and_what_is_read_is_not_pushed() {
    let (_server, mut push, room, [ada, grace]) = workspace_and_push(|tuning| {
        tuning.push_patience = Duration::from_millis(300);
    })
    .await;
    let tea = ada.open_room("Tea").await;
    push.subscribe(&grace, "phone").await;
    let mut laptop = grace.sign_in_again().await.connect().await;
    laptop
        .say(&json!({ "type": "attention", "watched": true, "room": tea }))
        .await;
    laptop.pings().await;
    let read = ada.says(room, "Read in time").await;
    let deleted = ada.says(room, "Deleted in time").await;
    ada.deletes(&deleted).await;
    laptop.does(frame::read(room, read.seq)).await;
    ada.says(room, "Left unread").await;
    assert_eq!(push.receives_text().await, "Left unread");
    // Nothing waits once the laptop is closed.
    drop(laptop);
    ada.says(room, "At once").await;
    assert_eq!(push.receives_text().await, "At once");
}

#[tokio::test]
async fn only_public_addresses_are_pushed_to() {
    let (_server, push, _, [ada]) = workspace_and_push(|_| {}).await;
    let other = PushService::open().await;
    let mut subscription = other.subscription("laptop");
    let create = async |subscription: &serde_json::Value| {
        let answer = ada.post("/api/me/push-devices", subscription).await;
        answer.status()
    };
    assert_eq!(create(&subscription).await, 422);
    for endpoint in ["file:///etc/passwd", "http://localhost:80/", "nowhere", ""] {
        subscription["endpoint"] = json!(endpoint);
        assert_eq!(create(&subscription).await, 422, "{endpoint}");
    }
    let mut broken = push.subscription("laptop");
    broken["keys"]["auth"] = json!("AAAA");
    assert_eq!(create(&broken).await, 422);
    // A name may lead anywhere: it is checked when it is resolved.
    for endpoint in ["https://localhost/", "https://169.254.169.254/latest"] {
        subscription["endpoint"] = json!(endpoint);
        assert_eq!(create(&subscription).await, 204, "{endpoint}");
        let list = ada.get_json("/api/me/push-devices").await;
        let id = list["devices"][0]["id"].as_str().expect("an id").to_owned();
        let test = format!("/api/me/push-devices/{id}/test");
        assert_eq!(ada.send(Method::POST, &test).await, 422, "{endpoint}");
    }
}

#[tokio::test]
async fn a_device_goes_with_its_session() {
    let (server, mut push, room, [ada, grace]) = workspace_and_push(|_| {}).await;
    let phone = grace.sign_in_again().await;
    push.subscribe(&phone, "phone").await;
    assert_eq!(phone.send(Method::DELETE, "/api/session").await, 204);
    assert_eq!(
        rows(server.data(), "SELECT count(*) FROM push_devices").await,
        0
    );
    // The browser belongs to whoever turned on notifications last.
    push.subscribe(&grace, "shared").await;
    push.subscribe(&ada, "shared").await;
    ada.says(room, "Not to this browser").await;
    grace.says(room, "To this one").await;
    assert_eq!(push.receives_text().await, "To this one");
}

#[tokio::test]
async fn nothing_is_pushed_in_a_pause() {
    let (_server, mut push, room, [ada, grace, linus]) = workspace_and_push(|_| {}).await;
    push.subscribe(&grace, "laptop").await;
    push.subscribe(&linus, "linus").await;
    let pause = json!({ "paused_until": soon(3_600_000) });
    assert_eq!(grace.put("/api/me/notifications", &pause).await, 204);
    ada.says(room, "In the pause").await;
    // Once it is pushed to him, it is decided for her too.
    assert_eq!(push.receives().await.0, "linus");
    assert_eq!(grace.put("/api/me/notifications", &json!({})).await, 204);
    ada.says(room, "After it").await;
    for _ in 0..2 {
        assert_eq!(push.receives_text().await, "After it");
    }
}
