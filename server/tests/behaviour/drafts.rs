//! Drafts.

use crate::support::{Screen, TestPerson, frame, sees, workspace};
use protocol::{Draft, ErrorCode, EventKind, RoomId, Snapshot, StreamId, Timestamp};
use serde_json::{Value, json};

fn draft(room: RoomId, body: &str, at: i64) -> Draft {
    Draft {
        room,
        body: body.into(),
        edited_at: Timestamp(at),
        ..Draft::default()
    }
}

/// Returns the drafts in the snapshot of a room.
async fn drafts(person: &TestPerson, room: RoomId) -> Vec<Draft> {
    let path = format!("/api/snapshot?room={room}");
    person.get_as::<Snapshot>(&path).await.drafts
}

#[tokio::test]
async fn a_draft_follows_its_person_to_their_other_devices() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut at_laptop = grace.connect().await;
    let mut at_phone = grace.sign_in_again().await.connect().await;
    let mut at_ada = ada.connect().await;

    let dear = draft(room, "Dear Ada", 1_000);
    at_laptop.does(frame::draft(&dear)).await;
    assert_eq!(
        sees!(at_phone, EventKind::DraftChanged { draft } => draft),
        dear
    );
    assert_eq!(drafts(&grace, room).await, [dear]);
    // Nobody else has it.
    assert!(drafts(&ada, room).await.is_empty());
    ada.says(room, "Public").await;
    at_ada.reads("Public").await;
    assert!(!at_ada.events.contains_key(&StreamId::User(grace.user.id)));
}

#[tokio::test]
async fn the_latest_edit_wins_in_any_order_of_arrival() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let newest = draft(room, "Second thoughts", 2_000);
    assert!(client.does(frame::draft(&newest)).await.is_some());
    let older = draft(room, "First thoughts", 1_000);
    assert_eq!(client.does(frame::draft(&older)).await, None);
    // A repeat changes nothing.
    assert_eq!(client.does(frame::draft(&newest)).await, None);
    assert_eq!(drafts(&ada, room).await, [newest]);
}

#[tokio::test]
async fn an_emptied_draft_does_not_come_back_from_an_older_device() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    client
        .does(frame::draft(&draft(room, "Sent by now", 1_000)))
        .await;
    let emptied = draft(room, "", 3_000);
    client.does(frame::draft(&emptied)).await;
    let late = draft(room, "Sent by n", 2_000);
    assert_eq!(client.does(frame::draft(&late)).await, None);
    assert_eq!(drafts(&ada, room).await, [emptied]);
}

#[tokio::test]
async fn a_clock_that_is_ahead_does_not_win_forever() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let from_the_future = draft(room, "Flying cars", 95_617_584_000_000);
    client.does(frame::draft(&from_the_future)).await;
    let kept = drafts(&ada, room).await.remove(0);
    assert!(kept.edited_at < from_the_future.edited_at);
    let next = draft(room, "Bicycles", kept.edited_at.millis() + 1);
    client.does(frame::draft(&next)).await;
    assert_eq!(drafts(&ada, room).await[0].body, "Bicycles");
}

#[tokio::test]
async fn catching_up_brings_the_current_draft() {
    let (_server, room, [ada]) = workspace().await;
    let mut phone = Screen::away(&ada, room).await;
    let mut at_laptop = ada.connect().await;
    for (at, body) in (1_000..).zip(["D", "De", "Dear", "Dear Grace"]) {
        at_laptop
            .changes(frame::draft(&draft(room, body, at)))
            .await;
    }
    phone.catches_up().await;
    let known = phone.state.draft(room.into());
    assert_eq!(known, Some(&draft(room, "Dear Grace", 1_003)));
}

#[tokio::test]
async fn a_draft_ends_with_the_membership_and_has_bounds() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Plans").await;
    let mut client = grace.connect().await;
    let plan = frame::draft(&draft(room, "I propose", 1_000));
    assert_eq!(client.is_refused(plan.clone()).await, ErrorCode::NotFound);
    ada.add(room, &grace).await;
    client.does(plan).await;
    let long = frame::draft(&draft(room, &"a".repeat(40_001), 2_000));
    assert_eq!(client.is_refused(long).await, ErrorCode::TooLong);
    ada.remove(room, &grace).await;
    ada.add(room, &grace).await;
    assert!(drafts(&grace, room).await.is_empty());
}

#[tokio::test]
async fn a_page_contains_the_draft_of_its_conversation_only() {
    let (server, room, [ada]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    let root = ada.says(room, "Cake?").await;
    let mut client = ada.connect().await;
    let here = draft(room, "Dear all", 1_000);
    let there = draft(tea, "Earl Grey", 1_000);
    let reply = Draft {
        thread: Some(root.id),
        ..draft(room, "Yes", 1_000)
    };
    for draft in [&here, &there, &reply] {
        client.does(frame::draft(draft)).await;
    }
    assert_eq!(drafts(&ada, room).await, std::slice::from_ref(&here));
    assert_eq!(drafts(&ada, tea).await, std::slice::from_ref(&there));
    assert_eq!(ada.snapshot().await.drafts, []);

    let messages = format!("/api/rooms/{room}/messages");
    let thread = format!("/api/rooms/{room}/threads/{}", root.id);
    for (page, draft) in [(&messages, &here), (&thread, &reply)] {
        assert_eq!(ada.get_json(page).await["draft"], json!(draft));
        let around = format!("{page}?around={}", root.seq);
        assert_eq!(ada.get_json(&around).await["draft"], json!(draft));
        let older = format!("{page}?before={}", root.seq);
        assert_eq!(ada.get_json(&older).await["draft"], Value::Null);
    }
    // Nobody else has them.
    let grace = server.join(&ada, "Grace").await;
    assert_eq!(grace.get_json(&messages).await["draft"], Value::Null);
}
