//! Repeated sends.

use crate::support::{acked, client_id, frame, is_problem, workspace};
use protocol::{ErrorCode, Message, ServerFrame};
use serde_json::{Value, json};

/// Returns an ack without the id of its command.
fn content(ack: ServerFrame) -> Value {
    let mut ack = json!(ack);
    assert_eq!(ack["type"], "ack");
    ack["id"].take();
    ack
}

#[tokio::test]
async fn a_repeat_gets_the_first_ack_and_makes_no_second_message() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;

    let frame = frame::send(room, "Once");
    let first = content(client.asks(frame.clone()).await);
    let repeat = content(client.asks(frame).await);
    assert_eq!(first, repeat);
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn a_repeat_after_a_restart_gets_the_first_ack() {
    let (server, room, [ada]) = workspace().await;
    let frame = frame::send(room, "Once");
    let first = content(ada.connect().await.asks(frame.clone()).await);

    let server = server.restart().await;
    let ada = ada.at(server.address);
    let repeat = content(ada.connect().await.asks(frame).await);
    assert_eq!(first, repeat);
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn repeats_that_race_over_two_sockets_make_one_message() {
    let (_server, room, [ada]) = workspace().await;
    let (mut one, mut other) = (ada.connect().await, ada.connect().await);
    let frame = frame::send(room, "Once");
    let (first, second) = tokio::join!(one.asks(frame.clone()), other.asks(frame));
    assert_eq!(content(first), content(second));
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn a_repeat_over_http_gets_the_same_message() {
    let (_server, _, [ada]) = workspace().await;
    let path = format!("/api/rooms/{}/messages", ada.everyone().await);
    let form = json!({ "client_id": client_id(), "body": "Once" });

    let first = ada.post(&path, &form).await;
    assert_eq!(first.status(), 201);
    let repeat = ada.post(&path, &form).await;
    assert_eq!(repeat.status(), 200);
    let first: Value = first.json().await.expect("a message");
    assert_eq!(first, repeat.json::<Value>().await.expect("a message"));
}

#[tokio::test]
async fn two_people_may_use_the_same_client_id() {
    let (_server, _, [ada, grace]) = workspace().await;
    let path = format!("/api/rooms/{}/messages", ada.everyone().await);
    let form = json!({ "client_id": client_id(), "body": "Mine" });
    assert_eq!(ada.post(&path, &form).await.status(), 201);
    assert_eq!(grace.post(&path, &form).await.status(), 201);
}

#[tokio::test]
async fn another_text_under_the_same_client_id_is_a_conflict() {
    let (_server, _, [ada]) = workspace().await;
    let (room, tea) = (ada.everyone().await, ada.open_room("Tea").await);
    let mut client = ada.connect().await;
    let frame = frame::send(room, "Once");
    let first = content(client.asks(frame.clone()).await);
    let root = ada.says(room, "Root").await;
    for (field, value) in [
        ("body", json!("Twice")),
        ("room", json!(tea)),
        ("reply_to", json!(root.id)),
    ] {
        let mut other = frame.clone();
        other[field] = value;
        assert_eq!(
            client.is_refused(other).await,
            ErrorCode::Conflict,
            "{field}"
        );
    }
    assert_eq!(content(client.asks(frame).await), first);

    let path = format!("/api/rooms/{room}/messages");
    let id = client_id();
    let form = |body: &str| json!({ "client_id": id, "body": body });
    assert_eq!(ada.post(&path, &form("Once")).await.status(), 201);
    let refused = ada.post(&path, &form("Twice")).await;
    is_problem(refused, 409, "conflict").await;
    assert_eq!(ada.post(&path, &form("Once")).await.status(), 200);
    assert_eq!(ada.history(room).await.len(), 3);
}

#[tokio::test]
async fn a_repeat_is_recognised_after_the_message_was_edited_or_deleted() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    let frame = frame::send(room, "Once");
    let first = client.asks(frame.clone()).await;
    let message = acked(first.clone()).2.expect("a message");
    let first = content(first);
    client.does(frame::edit(message, "Edited")).await;
    assert_eq!(content(client.asks(frame.clone()).await), first);
    let mut edited = frame.clone();
    edited["body"] = json!("Edited");
    assert_eq!(client.is_refused(edited).await, ErrorCode::Conflict);
    client.does(frame::delete(message)).await;
    assert_eq!(content(client.asks(frame).await), first);
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn a_repeat_by_a_removed_member_reveals_nothing_newer() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room_with("Plans", &[&grace]).await;
    let path = format!("/api/rooms/{room}/messages");
    let form = json!({ "client_id": client_id(), "body": "Once" });
    let first = grace.post(&path, &form).await;
    let first: Message = first.json().await.expect("a message");
    ada.remove(room, &grace).await;
    ada.replies(&first, "Without Grace").await;
    let react = frame::react(first.id, "🎉", true);
    ada.connect().await.does(react).await;

    let repeat = grace.post(&path, &form).await;
    assert_eq!(repeat.status(), 200);
    let repeat: Value = repeat.json().await.expect("JSON");
    assert_eq!(repeat, json!({ "id": first.id, "seq": first.seq }));
    let mut at_grace = grace.connect().await;
    let mut frame = form.clone();
    frame["type"] = json!("send");
    frame["room"] = json!(room);
    let repeat = content(at_grace.asks(frame).await);
    let ack = json!({
        "type": "ack", "id": null, "stream": format!("r:{room}"), "seq": first.seq, "message": first.id,
    });
    assert_eq!(repeat, ack);
    // A member again, Grace gets the whole message.
    ada.add(room, &grace).await;
    let repeat = grace.post(&path, &form).await;
    let repeat: Message = repeat.json().await.expect("a message");
    assert_eq!(repeat.reactions.len(), 1);
    assert_eq!(repeat.thread.map(|thread| thread.replies), Some(1));
}
