//! A client that does not read.

use crate::support::TestServer;
use protocol::StreamId;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_client_that_stops_reading_is_disconnected_and_nobody_waits() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.connection_queue = 8;
        tuning.farewell = Duration::from_millis(100);
    })
    .await;
    let (room, [ada, grace, linus]) = server.people().await;
    let mut at_linus = linus.dial().await;
    let epoch = at_linus.greet(&json!(null), json!({})).await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    // More than the socket's buffers and the queue together hold, while Linus does not read at all.
    let long = "x".repeat(40_000);
    let mut last = 0;
    for number in 0..150 {
        let body = format!("{number} {long}");
        let ack = json!(at_ada.sends(room, &body[..40_000]).await);
        last = ack["seq"].as_u64().expect("a seq");
        at_grace.catches_up(StreamId::Room(room), last).await;
    }

    let code = at_linus.is_closed().await;
    assert!(code == 1008 || code == 0, "closed with {code}");
    let had = at_linus.cursors[&StreamId::Room(room)];
    assert!(had < last, "Linus had it all");

    // He catches up when he reconnects.
    let mut again = linus.dial().await;
    again.greet(&epoch, json!(at_linus.cursors)).await;
    again.catches_up(StreamId::Room(room), last).await;
}
