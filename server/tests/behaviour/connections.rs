//! Idle, slow and too many connections.

use crate::support::{PATIENCE, TestPerson, TestServer, TransportKind};
use axum::body::Body;
use futures::future::join_all;
use hyper::{Request, client::conn::http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use server::{Config, Tuning};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

const UP: &str = "GET /up HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Timeouts that are short enough for a test.
fn impatient(_: &mut Config, tuning: &mut Tuning) {
    tuning.idle = Duration::from_secs(1);
    tuning.stall = Duration::from_secs(1);
}

async fn dial(address: SocketAddr, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(said.as_bytes()).await.expect("written");
    stream
}

/// Waits until the server closes the connection, and returns what it sent.
async fn is_closed(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut said)).await;
    // A reset, after bytes that were not read, counts as closed.
    let _ = read.expect("closed in time");
    String::from_utf8_lossy(&said).into_owned()
}

/// Waits for longer than the server waits for silent clients.
async fn outlasts(address: SocketAddr) {
    for _ in 0..2 {
        is_closed(dial(address, "").await).await;
    }
}

#[tokio::test]
async fn silent_connections_are_closed() {
    let server = TestServer::start_with(impatient).await;
    let ada = server.ada().await;
    let body =
        "POST /api/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    let upload = format!(
        "POST /api/rooms/{}/files?name=tea.txt HTTP/1.1\r\nhost: localhost\r\ncookie: hubbub_session={}\r\n",
        ada.everyone().await,
        ada.token
    );
    let part = format!("{body}content-length: 100\r\n\r\n{{\"email\"");
    let chunk = format!("{body}transfer-encoding: chunked\r\n\r\n5\r\n{{\"em");
    let upload = format!("{upload}content-length: 100\r\n\r\nhalf");
    // The preface and the settings of HTTP/2, and half a frame after them.
    let http_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0\0\0";
    let cases = [
        ("", ""),
        ("GET /u", ""),
        ("GET /up HTTP/1.1\r\nhost: loc", ""),
        (&part, "HTTP/1.1 400"),
        (&chunk, "HTTP/1.1 400"),
        (&upload, "HTTP/1.1 400"),
        (UP, "HTTP/1.1 200"),
        (http_2, "\0\0"),
    ];
    let closed = cases.map(async |(said, answer)| {
        let heard = is_closed(dial(server.address, said).await).await;
        assert!(heard.starts_with(answer), "{said:?} {heard:?}");
        assert!(!answer.is_empty() || heard.is_empty(), "{said:?} {heard:?}");
    });
    join_all(closed).await;
    assert_eq!(server.up().await.status(), 200);
}

#[tokio::test]
async fn a_header_that_comes_byte_by_byte_times_out() {
    let server = TestServer::start_with(impatient).await;
    let (mut reader, mut writer) = dial(server.address, "").await.into_split();
    let trickle = tokio::spawn(async move {
        let endless = UP.bytes().take(30).chain(std::iter::repeat(b'a'));
        for octet in endless {
            if writer.write_all(&[octet]).await.is_err() {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
    });
    let mut nothing = Vec::new();
    let read = timeout(PATIENCE, reader.read_to_end(&mut nothing)).await;
    let _ = read.expect("closed in time");
    assert!(nothing.is_empty());
    trickle.await.expect("it ends");
}

#[tokio::test]
async fn idle_websockets_and_event_streams_stay_open() {
    let server = TestServer::start_with(impatient).await;
    let (room, [ada]) = server.people().await;
    let mut clients = [
        ada.connect_over(TransportKind::WebSocket).await,
        ada.connect_over(TransportKind::EventStream).await,
    ];
    outlasts(server.address).await;
    ada.says(room, "Still there?").await;
    for client in &mut clients {
        client.reads("Still there?").await;
        client.pings().await;
    }
}

#[tokio::test]
async fn an_upload_that_makes_progress_does_not_time_out() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.idle = Duration::from_secs(2);
        tuning.stall = Duration::from_secs(2);
    })
    .await;
    let (room, [ada]) = server.people().await;
    let head = format!(
        "POST /api/rooms/{room}/files?name=tea.txt HTTP/1.1\r\nhost: localhost\r\ncookie: hubbub_session={}\r\n\
         content-length: 30\r\nconnection: close\r\n\r\n",
        ada.token
    );
    let mut stream = dial(server.address, &head).await;
    for _ in 0..30 {
        stream.write_all(b"t").await.expect("written");
        sleep(Duration::from_millis(100)).await;
    }
    let heard = is_closed(stream).await;
    assert!(heard.starts_with("HTTP/1.1 201"), "{heard}");
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_closed() {
    let server = TestServer::start_with(impatient).await;
    let (room, [ada]) = server.people().await;
    let content = vec![7; 20 * 1024 * 1024];
    let file = ada.uploads(room, "tea.bin", content).await;
    let request = format!(
        "GET /files/{}/tea.bin HTTP/1.1\r\nhost: localhost\r\ncookie: hubbub_session={}\r\n\r\n",
        file.id, ada.token
    );
    let stream = dial(server.address, &request).await;
    outlasts(server.address).await;
    outlasts(server.address).await;
    // The rest of the system's buffer still comes.
    let heard = is_closed(stream).await;
    assert!(heard.len() < 20 * 1024 * 1024, "{}", heard.len());
}

/// Opens connections that send half a line each.
async fn mumble(address: SocketAddr, count: usize) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(dial(address, "GET /u").await);
    }
    streams
}

/// Waits until the first `count` connections are closed.
async fn are_closed(streams: &mut Vec<TcpStream>, count: usize) {
    for stream in streams.drain(..count) {
        is_closed(stream).await;
    }
}

async fn welcomes(person: &TestPerson) {
    assert_eq!(person.status("/api/me").await, 200);
}

#[tokio::test]
async fn a_hundred_strangers_lock_nobody_out() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.connections = 16;
        tuning.strangers = 8;
    })
    .await;
    let ada = server.ada().await;
    let mut client = ada.connect().await;
    let mut strangers = mumble(server.address, 100).await;
    assert_eq!(server.up().await.status(), 200);
    welcomes(&ada).await;
    // A new session is let in too.
    welcomes(&ada.sign_in_again().await).await;
    client.pings().await;
    are_closed(&mut strangers, 92).await;
}

#[tokio::test]
async fn the_connections_of_one_network_are_bounded() {
    let server = TestServer::start_with(|config, tuning| {
        config.trusted_proxies = "192.0.2.1".parse().expect("a network");
        tuning.strangers_of_network = 4;
    })
    .await;
    let ada = server.ada().await;
    let mut strangers = mumble(server.address, 20).await;
    are_closed(&mut strangers, 16).await;
    assert_eq!(server.up().await.status(), 200);
    welcomes(&ada).await;
}

#[tokio::test]
async fn http_2_is_supported() {
    let server = TestServer::start_with(impatient).await;
    let ada = server.ada().await;
    let stream = dial(server.address, "").await;
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .expect("a handshake");
    let connection = tokio::spawn(connection);
    let request = Request::get(format!("http://{}/api/me", server.address))
        .header("cookie", format!("hubbub_session={}", ada.token));
    let request = request.body(Body::empty()).expect("a request");
    let answer = sender.send_request(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    drop(answer);
    // It answers pings, but sends no more requests.
    let ended = timeout(PATIENCE, connection).await;
    let _ = ended.expect("closed in time").expect("no panic");
}

#[tokio::test]
async fn a_stop_closes_kept_alive_connections() {
    let server = TestServer::start().await;
    let mut stream = dial(server.address, UP).await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200");
    let kept = server.up().await;
    assert_eq!(kept.status(), 200);
    server.stop().await;
    is_closed(stream).await;
}
