//! Readers who page, count and come back while others write, edit, delete and rename.

use crate::support::{Person, Screen, TestServer};
use protocol::{Message, RoomId, Snapshot, StreamId};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

async fn page_before(person: &Person, room: RoomId, before: u64) -> Vec<Message> {
    let path = format!("/api/rooms/{room}/messages?before={before}&limit=10");
    let page = person.get_json(&path).await;
    serde_json::from_value(page["messages"].clone()).expect("messages")
}

async fn change(person: &Person, message: &Message, method: Method, body: &str) {
    let path = format!("/api/rooms/{}/messages/{}", message.room, message.id);
    let request = person.request(method, &path).json(&json!({ "body": body }));
    let answer = request.send().await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
}

#[tokio::test]
async fn history_read_while_others_write_edit_and_delete_brings_each_message_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut written = Vec::new();
    for number in 0..60 {
        written.push(ada.says(room, &number.to_string()).await);
    }

    let mut seen = Vec::new();
    let mut before = written[59].seq + 1;
    for turn in 0.. {
        let page = page_before(&grace, room, before).await;
        let Some(first) = page.first() else { break };
        before = first.seq;
        seen.extend(page.iter().rev().map(|message| message.seq));
        // At both ends of what she reads next, and beyond the newest.
        change(&ada, &written[turn], Method::PATCH, "edited").await;
        change(&ada, &written[45 - 5 * turn], Method::DELETE, "").await;
        ada.says(room, "newer").await;
    }
    let wanted: Vec<u64> = written.iter().rev().map(|message| message.seq).collect();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn counters_agree_after_deletions_edits_and_renames() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut live = Screen::open(&grace, room).await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();

    let call = format!("For <@{}>", grace.user.id);
    let deleted = ada.says(room, &call).await;
    let edited = ada.says(room, &call).await;
    let kept = ada.says(room, &call).await;
    ada.says(room, "plain").await;
    change(&ada, &deleted, Method::DELETE, "").await;
    change(&ada, &edited, Method::PATCH, "for nobody").await;
    change(&ada, &kept, Method::PATCH, &format!("{call}, again")).await;
    let renamed = grace.request(Method::PATCH, "/api/me");
    let renamed = renamed
        .json(&json!({ "name": "Grace Hopper" }))
        .send()
        .await;
    assert!(renamed.expect("an answer").status().is_success());
    ada.changes(room, &json!({ "name": "All of us" })).await;

    away.comes_back().await;
    let snapshot = grace.get_json("/api/snapshot").await;
    let snapshot: Snapshot = serde_json::from_value(snapshot).expect("a snapshot");
    let there = snapshot.rooms.iter().find(|known| known.id == room);
    let there = there.expect("the room");
    assert_eq!((there.unread, there.mentions), (3, 1));
    for screen in [&mut live, &mut away] {
        for (stream, seq) in snapshot.cursors.clone() {
            screen.follows(stream, seq).await;
        }
        let shown = &screen.state.rooms[&room];
        assert_eq!((shown.unread(), shown.mentions()), (3, 1));
        assert_eq!(screen.state.room_name(room).as_deref(), Some("All of us"));
        assert_eq!(screen.state.name_of(grace.user.id), "Grace Hopper");
    }
}

#[tokio::test]
async fn one_who_resumes_from_before_the_first_event_gets_all_of_them() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let stream = StreamId::Room(room);
    let mut client = ada.dial().await;
    let epoch = client.greet(&json!(null), json!({})).await;
    drop(client);
    for number in 0..5 {
        ada.says(room, &number.to_string()).await;
    }
    let last = ada.says(room, "last").await.seq;

    let mut client = ada.dial().await;
    client.greet(&epoch, json!({ stream.to_string(): 0 })).await;
    client.catches_up(stream, last).await;
    let numbers: Vec<u64> = client.events[&stream]
        .iter()
        .map(|event| event.seq)
        .collect();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    let once: BTreeSet<u64> = numbers.iter().copied().collect();
    assert_eq!(once.len(), numbers.len());
}
