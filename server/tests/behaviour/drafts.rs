use crate::support::{Client, Person, Screen, TestServer};
use protocol::{Draft, ErrorCode, EventKind, RoomId, StreamId, Timestamp};
use serde_json::{Value, json};

fn draft(room: RoomId, body: &str, at: i64) -> Draft {
    Draft {
        room,
        body: body.into(),
        edited_at: Timestamp(at),
        ..Draft::default()
    }
}

fn keep(draft: &Draft) -> Value {
    json!({ "type": "draft", "draft": draft })
}

/// The drafts that the page of a room starts from.
async fn drafts(person: &Person, room: RoomId) -> Vec<Draft> {
    let snapshot = person.get_json(&format!("/api/snapshot?room={room}")).await;
    serde_json::from_value(snapshot["drafts"].clone()).expect("drafts")
}

async fn sees_draft(client: &mut Client) -> Draft {
    let event = client
        .sees(|kind| matches!(kind, EventKind::DraftChanged { .. }))
        .await;
    let EventKind::DraftChanged { draft } = event.kind else {
        panic!("no draft");
    };
    draft
}

#[tokio::test]
async fn a_draft_follows_its_person_to_their_other_devices() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_laptop = grace.connect().await;
    let mut at_phone = grace.sign_in_again().await.connect().await;
    let mut at_ada = ada.connect().await;

    let dear = draft(room, "Dear Ada", 1_000);
    at_laptop.does(keep(&dear)).await;
    assert_eq!(sees_draft(&mut at_phone).await, dear);
    assert_eq!(drafts(&grace, room).await, [dear]);
    // It is nobody else's.
    assert!(drafts(&ada, room).await.is_empty());
    ada.says(room, "Public").await;
    at_ada.reads("Public").await;
    assert!(!at_ada.events.contains_key(&StreamId::User(grace.user.id)));
}

#[tokio::test]
async fn the_later_edit_stays_whatever_comes_last() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    let newest = draft(room, "Second thoughts", 2_000);
    assert!(client.does(keep(&newest)).await.is_some());
    let older = draft(room, "First thoughts", 1_000);
    assert_eq!(client.does(keep(&older)).await, None);
    // Nor is there news in the same again.
    assert_eq!(client.does(keep(&newest)).await, None);
    assert_eq!(drafts(&ada, room).await, [newest]);
}

#[tokio::test]
async fn a_draft_that_was_emptied_does_not_come_back_from_an_older_device() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    client.does(keep(&draft(room, "Sent by now", 1_000))).await;
    let emptied = draft(room, "", 3_000);
    client.does(keep(&emptied)).await;
    let late = draft(room, "Sent by n", 2_000);
    assert_eq!(client.does(keep(&late)).await, None);
    assert_eq!(drafts(&ada, room).await, [emptied]);
}

#[tokio::test]
async fn a_clock_that_is_ahead_does_not_win_for_ever() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    let from_the_future = draft(room, "Flying cars", 95_617_584_000_000);
    client.does(keep(&from_the_future)).await;
    let kept = drafts(&ada, room).await.remove(0);
    assert!(kept.edited_at < from_the_future.edited_at);
    let next = draft(room, "Bicycles", kept.edited_at.millis() + 1);
    client.does(keep(&next)).await;
    assert_eq!(drafts(&ada, room).await[0].body, "Bicycles");
}

#[tokio::test]
async fn one_who_was_away_finds_the_draft_as_it_is_now() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut phone = Screen::open(&ada, room).await;
    phone.goes_away();
    let mut at_laptop = ada.connect().await;
    let mut last = None;
    for (at, body) in ["D", "De", "Dear", "Dear Grace"].into_iter().enumerate() {
        last = at_laptop
            .does(keep(&draft(room, body, 1_000 + at as i64)))
            .await;
    }
    phone.comes_back().await;
    let mine = StreamId::User(ada.user.id);
    phone.follows(mine, last.expect("an event")).await;
    let known = phone.state.draft(room.into());
    assert_eq!(known, Some(&draft(room, "Dear Grace", 1_003)));
}

#[tokio::test]
async fn a_draft_ends_with_the_membership_and_keeps_to_the_bounds() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Plans").await;
    let mut client = grace.connect().await;
    let plan = keep(&draft(room, "I propose", 1_000));
    assert_eq!(client.is_refused(plan.clone()).await, ErrorCode::NotFound);
    ada.add(room, &grace).await;
    client.does(plan).await;
    let long = keep(&draft(room, &"a".repeat(40_001), 2_000));
    assert_eq!(client.is_refused(long).await, ErrorCode::TooLong);
    ada.remove(room, &grace).await;
    ada.add(room, &grace).await;
    assert!(drafts(&grace, room).await.is_empty());
}

#[tokio::test]
async fn a_page_brings_the_draft_of_the_place_that_it_shows_and_no_others() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let (room, tea) = (ada.everyone().await, ada.room("Tea", "open").await);
    let root = ada.says(room, "Cake?").await;
    let mut client = ada.connect().await;
    let here = draft(room, "Dear all", 1_000);
    let there = draft(tea, "Earl Grey", 1_000);
    let reply = Draft {
        thread: Some(root.id),
        ..draft(room, "Yes", 1_000)
    };
    for draft in [&here, &there, &reply] {
        client.does(keep(draft)).await;
    }
    assert_eq!(drafts(&ada, room).await, std::slice::from_ref(&here));
    assert_eq!(drafts(&ada, tea).await, std::slice::from_ref(&there));
    let snapshot = ada.get_json("/api/snapshot").await;
    assert_eq!(snapshot["drafts"], json!([]));

    let messages = format!("/api/rooms/{room}/messages");
    let thread = format!("/api/rooms/{room}/threads/{}", root.id);
    for (page, draft) in [(&messages, &here), (&thread, &reply)] {
        assert_eq!(ada.get_json(page).await["draft"], json!(draft));
        let around = format!("{page}?around={}", root.seq);
        assert_eq!(ada.get_json(&around).await["draft"], json!(draft));
        let older = format!("{page}?before={}", root.seq);
        assert_eq!(ada.get_json(&older).await["draft"], Value::Null);
    }
    // They are nobody else's.
    let grace = server.join(&ada, "Grace").await;
    assert_eq!(grace.get_json(&messages).await["draft"], Value::Null);
}
