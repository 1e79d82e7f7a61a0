//! Rate limits and shares: one person's requests do not delay others.

use crate::support::{TestClient, TestPerson, TestServer, TransportKind, bodies, client_id, frame};
use protocol::{ErrorCode, RoomId, ServerFrame};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Posts `count` messages at once.
fn posts_at_once(person: &TestPerson, room: RoomId, count: usize) -> JoinSet<Response> {
    let mut posts = JoinSet::new();
    for number in 0..count {
        let person = person.clone();
        posts.spawn(async move {
            let form = json!({ "body": format!("Flood {number}") });
            person.tries_to_post(room, &form).await
        });
    }
    posts
}

/// Sends some messages over a connection, and as many over HTTP.
async fn talks(person: &TestPerson, room: RoomId) {
    let mut client = person.connect().await;
    for number in 0..20 {
        client.sends(room, &format!("Word {number}")).await;
        person.says(room, &format!("Request {number}")).await;
    }
}

#[tokio::test]
async fn thousands_of_simultaneous_sends_of_one_person_delay_nobody_else() {
    let server = TestServer::start_limited(|tuning| {
        tuning.rate = 200;
        // Each uses its own connection, on which the server has not seen the person yet.
        tuning.strangers = 5_000;
    })
    .await;
    let (room, [ada, grace]) = server.people().await;
    let posts = posts_at_once(&ada, room, 2_500);
    talks(&grace, room).await;
    let mut refused = 0;
    for answer in posts.join_all().await {
        match answer.status() {
            StatusCode::CREATED => {}
            StatusCode::TOO_MANY_REQUESTS => {
                refused += 1;
                let wait = answer.headers()["retry-after"].to_str().expect("text");
                assert!(wait.parse::<u64>().expect("seconds") > 0);
                let problem: Value = answer.json().await.expect("a problem");
                assert_eq!(problem["code"], "too_many_requests");
            }
            other => panic!("{other}"),
        }
    }
    assert!(refused > 1_000, "only {refused} were refused");
}

#[tokio::test]
async fn without_a_rate_limit_one_person_fills_only_their_share_of_the_writers_queue() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.writer_queue = 64;
        tuning.writer_share = 16;
    })
    .await;
    let (room, [ada, grace]) = server.people().await;
    let posts = posts_at_once(&ada, room, 600);
    talks(&grace, room).await;
    for answer in posts.join_all().await {
        let (status, retry) = (answer.status(), answer.headers().get("retry-after"));
        let busy = status == StatusCode::SERVICE_UNAVAILABLE && retry.is_some();
        assert!(status == StatusCode::CREATED || busy, "{status}");
    }
}

#[tokio::test]
async fn a_client_with_a_full_outbox_is_slowed_down_and_never_refused() {
    let server = TestServer::start_limited(|tuning| {
        (tuning.burst, tuning.rate) = (30, 100);
        tuning.requests_in_flight = 4;
    })
    .await;
    let (room, [ada]) = server.people().await;
    for transport in [TransportKind::WebSocket, TransportKind::EventStream] {
        let mut client = ada.connect_over(transport).await;
        let mut last = 0;
        for number in 0..60 {
            let frame = frame::send(room, number.to_string());
            let seq = client.does(frame).await.expect("a seq");
            assert!(seq > last, "out of order");
            last = seq;
        }
    }
    let mut pages = JoinSet::new();
    for _ in 0..60 {
        let ada = ada.clone();
        pages.spawn(async move { ada.status("/api/rooms").await });
    }
    let answers = pages.join_all().await;
    assert!(answers.iter().all(|status| *status == StatusCode::OK));
}

#[tokio::test]
async fn delayed_frames_keep_their_order() {
    let server = TestServer::start_limited(|tuning| (tuning.burst, tuning.rate) = (30, 100)).await;
    let (room, [ada]) = server.people().await;
    let mut client = ada.connect().await;
    for number in 0..40 {
        let mut send = frame::send(room, number.to_string());
        send["id"] = json!(100 + number);
        client.say(&send).await;
    }
    client.reads("39").await;
    let expected: Vec<_> = (0..40).map(|number: u8| number.to_string()).collect();
    assert_eq!(bodies(&ada.history(room).await), expected);
}

/// Says `hello` with another epoch, which is answered with `resync`.
async fn greets_in_vain(client: &mut TestClient) {
    let answer = client.says_hello(client_id(), json!({})).await;
    assert!(matches!(answer, ServerFrame::Resync { .. }), "{answer:?}");
}

#[tokio::test]
async fn a_hello_costs_as_much_as_ten_frames() {
    let server = TestServer::start_limited(|tuning| (tuning.burst, tuning.rate) = (45, 1)).await;
    let ada = server.ada().await;
    let mut client = ada.dial().await;
    for _ in 0..3 {
        greets_in_vain(&mut client).await;
    }
    // This many would be accepted if a `hello` cost as much as another frame.
    assert_eq!(client.floods(70).await, 1008);
}

#[tokio::test]
async fn all_connections_of_a_person_share_one_rate_limit() {
    let server = TestServer::start_limited(|tuning| (tuning.burst, tuning.rate) = (40, 1)).await;
    let (_, [ada, grace]) = server.people().await;
    let (mut desk, mut phone) = (ada.dial().await, ada.sign_in_again().await.dial().await);
    let mut at_grace = grace.dial().await;
    for _ in 0..30 {
        desk.pings().await;
    }
    assert_eq!(phone.floods(60).await, 1008);
    for _ in 0..30 {
        at_grace.pings().await;
    }
}

#[tokio::test]
async fn the_connections_of_a_person_are_bounded_with_a_time_to_retry() {
    let server = TestServer::start_limited(|tuning| tuning.person_connections = 2).await;
    let (_, [ada, grace]) = server.people().await;
    let one = ada.connect_over(TransportKind::WebSocket).await;
    let mut other = ada.connect_over(TransportKind::EventStream).await;

    assert_eq!(ada.dial().await.is_closed().await, 1013);
    let refused = ada.request(Method::GET, "/api/link").send().await;
    let refused = refused.expect("an answer");
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    grace.connect().await.pings().await;
    other.pings().await;

    drop(one);
    // The server notices the end of the connection after a while.
    loop {
        let mut next = ada.dial().await;
        next.say(&json!({ "type": "hello", "epoch": null, "cursors": {} }))
            .await;
        match next.next().await {
            Err(code) => assert_eq!(code, 1013),
            Ok(frame) => {
                assert!(matches!(frame, ServerFrame::Welcome { .. }), "{frame:?}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn the_connections_of_a_network_are_bounded() {
    let server = TestServer::start_limited(|tuning| tuning.network_connections = 2).await;
    let (_, [ada, grace, linus]) = server.people().await;
    let mut open = [ada.connect().await, grace.connect().await];
    assert_eq!(linus.dial().await.is_closed().await, 1013);
    for client in &mut open {
        client.pings().await;
    }
}

#[tokio::test]
async fn commands_beyond_a_persons_share_are_refused_with_a_time_to_retry() {
    let server = TestServer::start_with(|_, tuning| tuning.writer_share = 0).await;
    // The first run has no session, so that its changes do not count for a person.
    let (room, [ada]) = server.people().await;
    let mut client = ada.connect().await;
    match client.asks(frame::send(room, "Now")).await {
        ServerFrame::Error { code, retry_ms, .. } => {
            assert_eq!(code, ErrorCode::Busy);
            assert!(retry_ms.is_some_and(|wait| wait > 0));
        }
        other => panic!("not refused but {other:?}"),
    }
}
