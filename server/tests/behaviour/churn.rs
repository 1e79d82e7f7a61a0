//! Paging, counting and catching up while others write, edit, delete and rename.

use crate::support::{Screen, TestPerson, mention, workspace};
use protocol::{Message, MessagePage, RoomId, StreamId};
use serde_json::json;
use std::collections::BTreeSet;

async fn page_before(person: &TestPerson, room: RoomId, before: u64) -> Vec<Message> {
    let path = format!("/api/rooms/{room}/messages?before={before}&limit=10");
    person.get_as::<MessagePage>(&path).await.messages
}

#[tokio::test]
async fn history_read_while_others_write_edit_and_delete_brings_each_message_once() {
    let (_server, room, [ada, grace]) = workspace().await;
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
        // At both ends of the page that she reads next, and after the newest message.
        ada.edits(&written[turn], "edited").await;
        ada.deletes(&written[45 - 5 * turn]).await;
        ada.says(room, "newer").await;
    }
    let wanted: Vec<u64> = written.iter().rev().map(|message| message.seq).collect();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn counters_agree_after_deletions_edits_and_renames() {
    let (_server, room, [ada, grace]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;

    let call = format!("For {}", mention(&grace));
    let deleted = ada.says(room, &call).await;
    let edited = ada.says(room, &call).await;
    let kept = ada.says(room, &call).await;
    ada.says(room, "plain").await;
    ada.deletes(&deleted).await;
    ada.edits(&edited, "for nobody").await;
    ada.edits(&kept, &format!("{call}, again")).await;
    grace.takes_name("Grace Hopper").await;
    ada.changes(room, &json!({ "name": "All of us" })).await;

    assert_eq!(grace.counts(room).await, (3, 1));
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
        let shown = &screen.state.rooms[&room];
        assert_eq!((shown.unread(), shown.mentions()), (3, 1));
        assert_eq!(screen.state.room_name(room).as_deref(), Some("All of us"));
        assert_eq!(screen.state.name_of(grace.user.id), "Grace Hopper");
    }
}

#[tokio::test]
async fn a_client_that_resumes_from_before_the_first_event_gets_all_events() {
    let (_server, room, [ada]) = workspace().await;
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
    let events = client.events[&stream].iter();
    let numbers: Vec<u64> = events.map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    let once: BTreeSet<u64> = numbers.iter().copied().collect();
    assert_eq!(once.len(), numbers.len());
}
