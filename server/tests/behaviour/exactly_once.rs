use crate::support::{TestServer, client_id};
use app::protocol::ServerFrame;
use reqwest::StatusCode;
use serde_json::{Value, json};

/// What an ack says, but for the command that it answers.
fn content(ack: ServerFrame) -> Value {
    let mut ack = json!(ack);
    assert_eq!(ack["type"], "ack");
    ack["id"].take();
    ack
}

#[tokio::test]
async fn a_repeat_gets_the_first_ack_and_makes_no_second_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut client = ada.connect().await;

    let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": "Once" });
    let first = content(client.asks(frame.clone()).await);
    let repeat = content(client.asks(frame).await);
    assert_eq!(first, repeat);
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn a_repeat_after_a_restart_gets_the_first_ack() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": "Once" });
    let first = content(ada.connect().await.asks(frame.clone()).await);

    let server = server.restart().await;
    let ada = ada.at(server.address);
    let repeat = content(ada.connect().await.asks(frame).await);
    assert_eq!(first, repeat);
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn repeats_that_race_over_two_sockets_make_one_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let (mut one, mut other) = (ada.connect().await, ada.connect().await);
    let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": "Once" });
    let (first, second) = tokio::join!(one.asks(frame.clone()), other.asks(frame));
    assert_eq!(content(first), content(second));
    assert_eq!(ada.history(room).await.len(), 1);
}

#[tokio::test]
async fn a_script_that_repeats_itself_gets_the_same_message() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let path = format!("/api/rooms/{}/messages", ada.everyone().await);
    let form = json!({ "client_id": client_id(), "body": "Once" });

    let first = ada.post(&path, &form).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    let repeat = ada.post(&path, &form).await;
    assert_eq!(repeat.status(), StatusCode::OK);
    let first: Value = first.json().await.expect("a message");
    assert_eq!(first, repeat.json::<Value>().await.expect("a message"));
}

#[tokio::test]
async fn two_people_may_use_the_same_client_id() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let path = format!("/api/rooms/{}/messages", ada.everyone().await);
    let form = json!({ "client_id": client_id(), "body": "Mine" });
    assert_eq!(ada.post(&path, &form).await.status(), StatusCode::CREATED);
    assert_eq!(grace.post(&path, &form).await.status(), StatusCode::CREATED);
}
