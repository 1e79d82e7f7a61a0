use crate::support::{TestServer, client_id};
use protocol::{ErrorCode, EventKind, ServerFrame, Signal, StreamId};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn ada_and_grace_read_each_other_at_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    at_ada.sends(room, "Good morning, Grace").await;
    let heard = at_grace.reads("Good morning, Grace").await;
    assert_eq!(heard.actor, ada.user.id);

    at_grace.sends(room, "Good morning, Ada").await;
    let heard = at_ada.reads("Good morning, Ada").await;
    assert_eq!(heard.actor, grace.user.id);
}

#[tokio::test]
async fn an_ack_names_the_message_that_others_see() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut phone = ada.sign_in_again().await.connect().await;
    let mut laptop = ada.connect().await;

    let ack = laptop.sends(room, "One").await;
    let event = phone.reads("One").await;
    let EventKind::MessageCreated { message } = event.kind else {
        panic!("no message");
    };
    let ServerFrame::Ack {
        stream,
        seq,
        message: id,
        ..
    } = ack
    else {
        panic!("no ack");
    };
    assert_eq!(stream, Some(StreamId::Room(room)));
    assert_eq!(seq, Some(event.seq));
    assert_eq!(id, Some(message.id));
    assert_eq!(message.seq, event.seq);
}

#[tokio::test]
async fn messages_sent_in_one_breath_keep_their_order() {
    const COUNT: usize = 128;
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    // As many as a link takes while none is on disk yet: 64 under way and 64 that wait. Beyond that it answers 503, and how
    // fast the disk is would decide.
    for number in 0..COUNT {
        let body = number.to_string();
        let frame = json!({ "type": "send", "id": number, "client_id": client_id(), "room": room, "body": body });
        client.say(&frame).await;
    }
    client.reads(&(COUNT - 1).to_string()).await;
    let bodies: Vec<_> = ada
        .history(room)
        .await
        .into_iter()
        .map(|message| message.body)
        .collect();
    let expected: Vec<_> = (0..COUNT).map(|number| number.to_string()).collect();
    assert_eq!(bodies, expected);
}

#[tokio::test]
async fn a_message_of_40000_emoji_arrives_and_one_more_is_too_long() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;

    let longest = "🦀".repeat(40_000);
    client.sends(room, &longest).await;
    assert_eq!(ada.history(room).await[0].body, longest);

    let body = "a".repeat(40_001);
    let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": body });
    assert_eq!(client.is_refused(frame).await, ErrorCode::TooLong);
    client.sends(room, "Shorter").await;
}

#[tokio::test]
async fn a_message_of_white_space_is_empty() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": " \n\t" });
    assert_eq!(client.is_refused(frame).await, ErrorCode::Empty);
}

#[tokio::test]
async fn a_message_of_which_nothing_can_be_seen_is_refused_by_name() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;
    let message = ada.says(room, "Tea").await.id;
    let path = format!("/api/rooms/{room}/messages");
    for body in [
        "\u{200b}",
        "\u{202e}\u{2066}",
        "[](https://example.org)",
        "#",
        "\u{3164}",
    ] {
        let answer = ada.post(&path, &json!({ "body": body })).await;
        assert_eq!(
            answer.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body:?}"
        );
        let problem: serde_json::Value = answer.json().await.expect("JSON");
        let told = "Nothing of this message can be seen.";
        assert_eq!(
            (&problem["code"], &problem["detail"]),
            (&json!("empty"), &json!(told))
        );
        let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": body });
        assert_eq!(client.is_refused(frame).await, ErrorCode::Empty, "{body:?}");
        let edit = json!({ "type": "edit", "message": message, "body": body });
        assert_eq!(client.is_refused(edit).await, ErrorCode::Empty, "{body:?}");
    }
    assert_eq!(ada.history(room).await.len(), 1);
    client.sends(room, "می\u{200c}خواهم 👩\u{200d}💻").await;
}

#[tokio::test]
async fn who_types_is_seen_by_the_others_alone() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    at_ada.say(&json!({ "type": "typing", "room": room })).await;
    let signal = at_grace.hears().await;
    let user = ada.user.id;
    let thread = None;
    assert_eq!(
        signal,
        ServerFrame::Signal(Signal::Typing { room, thread, user })
    );

    at_ada.say(&json!({ "type": "ping", "id": 1 })).await;
    assert!(matches!(at_ada.hears().await, ServerFrame::Pong { .. }));
}
