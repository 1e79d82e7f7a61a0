//! Connections over server-sent events.

use crate::support::{
    TestClient, TestEventStream, TestPerson, TestServer, TransportKind, eventually, frame,
    workspace,
};
use protocol::limits;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

const FORBIDDEN: Option<StatusCode> = Some(StatusCode::FORBIDDEN);
const NOT_FOUND: Option<StatusCode> = Some(StatusCode::NOT_FOUND);

async fn open_stream(person: &TestPerson) -> TestEventStream {
    let stream = TestEventStream::open(person.address, &person.token).await;
    stream.expect("a stream")
}

/// Returns the path that the frames of a connection are posted to.
fn path_of<'a>(stream: &'a TestEventStream, person: &TestPerson) -> &'a str {
    let origin = format!("http://{}", person.address);
    stream.url.strip_prefix(&origin).expect("a path")
}

#[tokio::test]
async fn the_stream_is_neither_cached_nor_buffered() {
    let (_server, _, [ada]) = workspace().await;
    let request = ada.request(Method::GET, "/api/link");
    let request = request.header("accept-encoding", "br, gzip");
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let headers = answer.headers();
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-accel-buffering"], "no");
    assert!(!headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn a_repeat_over_the_other_transport_gets_the_first_ack_and_makes_no_second_message() {
    let (_server, room, [ada]) = workspace().await;
    let mut one = ada.connect_over(TransportKind::WebSocket).await;
    let mut other = ada.connect_over(TransportKind::EventStream).await;
    for _ in 0..2 {
        let frame = frame::send(room, "Once");
        let mut acks =
            [one.asks(frame.clone()).await, other.asks(frame).await].map(|ack| json!(ack));
        for ack in &mut acks {
            assert_eq!(ack["type"], "ack");
            ack["id"].take();
        }
        assert_eq!(acks[0], acks[1]);
        std::mem::swap(&mut one, &mut other);
    }
    assert_eq!(ada.history(room).await.len(), 2);
}

#[tokio::test]
async fn people_on_either_transport_talk() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut at_ada = ada.connect_over(TransportKind::WebSocket).await;
    let mut at_grace = grace.connect_over(TransportKind::EventStream).await;
    at_ada.sends(room, "Hello, Grace").await;
    at_grace.reads("Hello, Grace").await;
    at_grace.sends(room, "Hello,\r\nAda \u{2028}").await;
    at_ada.reads("Hello,\r\nAda \u{2028}").await;
}

#[tokio::test]
async fn a_link_accepts_nothing_of_another_session_or_site() {
    let (_server, _, [ada, grace]) = workspace().await;
    let phone = ada.sign_in_again().await;
    let stream = open_stream(&ada).await;
    let path = path_of(&stream, &ada);

    let ping = frame::ping(1);
    for other in [&grace, &phone] {
        assert_eq!(other.post(path, &ping).await.status(), 404);
    }
    let strange = ada
        .request(Method::POST, path)
        .header("origin", "http://evil.example");
    let answer = strange.json(&ping).send().await.expect("an answer");
    assert_eq!(Some(answer.status()), FORBIDDEN);
    assert_eq!(ada.post("/api/link/guessed", &ping).await.status(), 404);
    assert_eq!(ada.post(path, &ping).await.status(), 202);
}

#[tokio::test]
async fn a_stream_without_a_session_or_from_another_site_is_refused() {
    let (server, _, [ada]) = workspace().await;
    let open = async |cookie: &str, headers: &str| {
        TestEventStream::open_with(server.address, cookie, headers)
            .await
            .err()
    };
    let own = format!("hubbub_session={}", ada.token);
    assert_eq!(open("", "").await, Some(StatusCode::UNAUTHORIZED));
    assert_eq!(
        open("hubbub_session=forged", "").await,
        Some(StatusCode::UNAUTHORIZED)
    );
    assert_eq!(
        open(&own, "origin: http://evil.example\r\n").await,
        FORBIDDEN
    );
    assert_eq!(
        open(&own, "sec-fetch-site: cross-site\r\n").await,
        FORBIDDEN
    );
    assert_eq!(open(&own, "sec-fetch-site: same-origin\r\n").await, None);
    let bearer = format!("authorization: Bearer {}\r\n", ada.token);
    assert_eq!(open("", &bearer).await, None);
}

#[tokio::test]
async fn a_frame_that_is_too_large_is_answered_413_and_closes_the_connection_with_1009() {
    let (_server, _, [ada]) = workspace().await;
    let mut stream = open_stream(&ada).await;
    let huge = "x".repeat(limits::FRAME_BYTES + 1);
    assert_eq!(stream.post(huge).await, Some(StatusCode::PAYLOAD_TOO_LARGE));
    assert_eq!(stream.read().await, Err(1009));
    assert_eq!(stream.post("{}").await, NOT_FOUND);
}

#[tokio::test]
async fn a_flood_closes_the_connection_with_1008() {
    let server = TestServer::start_limited(|tuning| {
        tuning.burst = 20;
        tuning.rate = 1;
    })
    .await;
    let ada = server.ada().await;
    let mut client = ada.connect().await;
    assert_eq!(client.floods(50).await, 1008);
}

#[tokio::test]
async fn comments_keep_a_quiet_stream_open() {
    let server =
        TestServer::start_with(|_, tuning| tuning.heartbeat = Duration::from_millis(200)).await;
    let ada = server.ada().await;
    let mut stream = open_stream(&ada).await;
    // The client says nothing until it is disconnected.
    assert_eq!(stream.read().await, Err(1008));
    assert!(stream.comments > 0, "no comment came");
}

#[tokio::test]
async fn a_client_that_hangs_up_is_gone() {
    let (_server, _, [ada]) = workspace().await;
    let stream = open_stream(&ada).await;
    let path = path_of(&stream, &ada).to_owned();
    drop(stream);
    // The server notices the end of the connection after a while.
    let ping = frame::ping(1);
    let gone = async || {
        let status = ada.post(&path, &ping).await.status();
        (status == StatusCode::NOT_FOUND).then_some(())
    };
    eventually("the link is gone", gone).await;
}

#[tokio::test]
async fn a_stop_closes_with_1001() {
    let (server, _, [ada]) = workspace().await;
    let mut client: TestClient = ada.connect().await;
    server.stop().await;
    assert_eq!(client.is_closed().await, 1001);
}
