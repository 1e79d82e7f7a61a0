//! Sending and receiving messages.

use crate::support::{acked, bodies, frame, is_problem, workspace};
use protocol::{ErrorCode, EventKind, ServerFrame, Signal, StreamId};
use serde_json::json;

#[tokio::test]
async fn ada_and_grace_read_each_other_at_once() {
    let (_server, room, [ada, grace]) = workspace().await;
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
    let (_server, room, [ada]) = workspace().await;
    let mut phone = ada.sign_in_again().await.connect().await;
    let mut laptop = ada.connect().await;

    let ack = laptop.sends(room, "One").await;
    let event = phone.reads("One").await;
    let EventKind::MessageCreated { message } = event.kind else {
        panic!("no message");
    };
    let (stream, seq, id) = acked(ack);
    assert_eq!(stream, Some(StreamId::Room(room)));
    assert_eq!(seq, Some(event.seq));
    assert_eq!(id, Some(message.id));
    assert_eq!(message.seq, event.seq);
}

#[tokio::test]
async fn messages_sent_at_once_keep_their_order() {
    const COUNT: usize = 128;
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    // The most that a link accepts before the first is stored: 64 in progress and 64 that wait. Beyond that it answers 503,
    // depending on the speed of the disk.
    for number in 0..COUNT {
        let body = number.to_string();
        let mut frame = frame::send(room, body);
        frame["id"] = json!(number);
        client.say(&frame).await;
    }
    client.reads(&(COUNT - 1).to_string()).await;
    let expected: Vec<_> = (0..COUNT).map(|number| number.to_string()).collect();
    assert_eq!(bodies(&ada.history(room).await), expected);
}

#[tokio::test]
async fn a_message_of_40000_emoji_arrives_and_one_more_is_too_long() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;

    let longest = "🦀".repeat(40_000);
    client.sends(room, &longest).await;
    assert_eq!(ada.history(room).await[0].body, longest);

    let body = "a".repeat(40_001);
    let frame = frame::send(room, body);
    assert_eq!(client.is_refused(frame).await, ErrorCode::TooLong);
    client.sends(room, "Shorter").await;
}

#[tokio::test]
async fn a_message_of_white_space_is_refused() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let frame = frame::send(room, " \n\t");
    assert_eq!(client.is_refused(frame).await, ErrorCode::Empty);
}

#[tokio::test]
async fn an_invisible_message_is_refused_with_the_reason() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let message = ada.says(room, "Tea").await.id;
    for body in [
        "\u{200b}",
        "\u{202e}\u{2066}",
        "[](https://example.org)",
        "#",
        "\u{3164}",
    ] {
        let refused = ada.tries_to_post(room, &json!({ "body": body })).await;
        let detail = is_problem(refused, 422, "empty").await;
        assert_eq!(detail, "The message has no visible text.", "{body:?}");
        let frame = frame::send(room, body);
        assert_eq!(client.is_refused(frame).await, ErrorCode::Empty, "{body:?}");
        let edit = frame::edit(message, body);
        assert_eq!(client.is_refused(edit).await, ErrorCode::Empty, "{body:?}");
    }
    assert_eq!(ada.history(room).await.len(), 1);
    client.sends(room, "می\u{200c}خواهم 👩\u{200d}💻").await;
}

#[tokio::test]
async fn typing_shows_to_the_others_only() {
    let (_server, room, [ada, grace]) = workspace().await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    at_ada.say(&frame::typing(room)).await;
    let signal = at_grace.hears().await;
    let typing = Signal::Typing {
        room,
        thread: None,
        user: ada.user.id,
    };
    assert_eq!(signal, ServerFrame::Signal(typing));

    at_ada.say(&frame::ping(1)).await;
    assert!(matches!(at_ada.hears().await, ServerFrame::Pong { .. }));
}
