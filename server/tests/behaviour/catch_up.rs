use crate::support::TestServer;
use protocol::{EventKind, ServerFrame, StreamId};
use serde_json::json;

#[tokio::test]
async fn what_was_missed_comes_over_many_pages_without_a_gap() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 20).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let stream = StreamId::Room(room);

    let mut at_grace = grace.dial().await;
    let epoch = at_grace.greet(&json!(null), json!({})).await;
    let cursors = json!(at_grace.cursors);
    drop(at_grace);
    let mut last = 0;
    for number in 0..90 {
        last = ada.says(room, &number.to_string()).await.seq;
    }

    let mut at_grace = grace.dial().await;
    at_grace.greet(&epoch, cursors).await;
    let mut pages = 0;
    while at_grace.cursors[&stream] < last {
        if let ServerFrame::Events { events, .. } = at_grace.hears().await {
            assert!(events.len() <= 20);
            pages += 1;
        }
    }
    assert!(pages > 3, "{pages} pages");
    assert_eq!(bodies(&at_grace.events[&stream]), numbers(90));
}

#[tokio::test]
async fn messages_that_arrive_during_catch_up_come_once_and_in_order() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 7).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let stream = StreamId::Room(room);

    let mut at_grace = grace.dial().await;
    let epoch = at_grace.greet(&json!(null), json!({})).await;
    let cursors = json!(at_grace.cursors);
    drop(at_grace);
    for number in 0..100 {
        ada.says(room, &number.to_string()).await;
    }

    let speaker = ada.clone();
    let speech = tokio::spawn(async move {
        let mut last = 0;
        for number in 100..200 {
            last = speaker.says(room, &number.to_string()).await.seq;
        }
        last
    });
    let mut at_grace = grace.dial().await;
    at_grace.greet(&epoch, cursors).await;
    while bodies(at_grace.events.get(&stream).map_or(&[], Vec::as_slice)).len() < 200 {
        at_grace.hears().await;
    }
    speech.await.expect("all said");
    assert_eq!(bodies(&at_grace.events[&stream]), numbers(200));
}

#[tokio::test]
async fn long_messages_come_in_small_pages() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.dial().await;
    let epoch = client.greet(&json!(null), json!({})).await;
    let cursors = json!(client.cursors);
    drop(client);
    let long = "x".repeat(40_000);
    for _ in 0..12 {
        ada.says(room, &long).await;
    }
    let last = ada.says(room, "The end").await.seq;

    let mut again = ada.dial().await;
    again.greet(&epoch, cursors).await;
    let mut most = 0;
    while again.cursors[&StreamId::Room(room)] < last {
        if let ServerFrame::Events { events, .. } = again.hears().await {
            most = most.max(events.len());
        }
    }
    assert!(most <= 4, "{most} long messages in one page");
}

#[tokio::test]
async fn rooms_gained_while_away_are_caught_up_from_their_beginning() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_grace = grace.dial().await;
    let epoch = at_grace.greet(&json!(null), json!({})).await;
    let cursors = json!(at_grace.cursors);
    drop(at_grace);

    let room = ada.closed_room("Plans").await;
    ada.says(room, "Before Grace").await;
    ada.add(room, &grace).await;
    ada.says(room, "Welcome").await;

    let mut at_grace = grace.dial().await;
    at_grace.greet(&epoch, cursors).await;
    at_grace.reads("Welcome").await;
    let events = &at_grace.events[&StreamId::Room(room)];
    assert!(matches!(events[0].kind, EventKind::MemberJoined { user } if user == grace.user.id));
    assert_eq!(bodies(events), ["Welcome"]);
    ada.says(room, "Live").await;
    at_grace.reads("Live").await;
}

fn bodies(events: &[protocol::Event]) -> Vec<String> {
    events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::MessageCreated { message } => Some(message.body.clone()),
            _ => None,
        })
        .collect()
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|number| number.to_string()).collect()
}
