//! Catching up.

use crate::support::{TestServer, workspace};
use protocol::{EventKind, ServerFrame, StreamId};

#[tokio::test]
async fn missed_events_come_in_pages_without_a_gap() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 20).await;
    let (room, [ada, grace]) = server.people().await;
    let stream = StreamId::Room(room);

    let position = grace.position().await;
    let mut last = 0;
    for number in 0..90 {
        last = ada.says(room, &number.to_string()).await.seq;
    }

    let mut at_grace = grace.resumes(&position).await;
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
async fn messages_sent_during_catch_up_come_once_and_in_order() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 7).await;
    let (room, [ada, grace]) = server.people().await;
    let stream = StreamId::Room(room);

    let position = grace.position().await;
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
    let mut at_grace = grace.resumes(&position).await;
    while bodies(at_grace.events.get(&stream).map_or(&[], Vec::as_slice)).len() < 200 {
        at_grace.hears().await;
    }
    speech.await.expect("all said");
    assert_eq!(bodies(&at_grace.events[&stream]), numbers(200));
}

#[tokio::test]
async fn long_messages_come_in_small_pages() {
    let (_server, room, [ada]) = workspace().await;
    let position = ada.position().await;
    let long = "x".repeat(40_000);
    for _ in 0..12 {
        ada.says(room, &long).await;
    }
    let last = ada.says(room, "The end").await.seq;

    let mut again = ada.resumes(&position).await;
    let mut most = 0;
    while again.cursors[&StreamId::Room(room)] < last {
        if let ServerFrame::Events { events, .. } = again.hears().await {
            most = most.max(events.len());
        }
    }
    assert!(most <= 4, "{most} long messages in one page");
}

#[tokio::test]
async fn rooms_joined_while_away_are_caught_up_from_the_membership() {
    let (_server, _, [ada, grace]) = workspace().await;
    let position = grace.position().await;

    let room = ada.closed_room("Plans").await;
    ada.says(room, "Before Grace").await;
    ada.add(room, &grace).await;
    ada.says(room, "Welcome").await;

    let mut at_grace = grace.resumes(&position).await;
    at_grace.reads("Welcome").await;
    let events = &at_grace.events[&StreamId::Room(room)];
    assert!(matches!(events[0].kind, EventKind::MemberJoined { user } if user == grace.user.id));
    assert_eq!(bodies(events), ["Welcome"]);
    ada.says(room, "Live").await;
    at_grace.reads("Live").await;
}

fn bodies(events: &[protocol::Event]) -> Vec<String> {
    let body = |event: &protocol::Event| match &event.kind {
        EventKind::MessageCreated { message } => Some(message.body.clone()),
        _ => None,
    };
    events.iter().filter_map(body).collect()
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|number| number.to_string()).collect()
}
