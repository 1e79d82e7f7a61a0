//! Overload.

use crate::support::{PATIENCE, ResumePoint, TestPerson, TestServer, frame, open_database};
use protocol::{ErrorCode, RoomId, ServerFrame, StreamId};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{task::JoinSet, time::timeout};

#[tokio::test]
async fn commands_beyond_the_writers_queue_are_refused_with_a_time_to_retry() {
    let server = TestServer::start_with(|_, tuning| tuning.writer_queue = 1).await;
    let (room, [ada]) = server.people().await;
    let mut at_ada = ada.connect().await;
    // The writer is blocked while another connection holds the lock.
    let mut stranger = open_database(server.data()).await;
    let lock = sqlx::raw_sql("BEGIN IMMEDIATE");
    lock.execute(&mut stranger).await.expect("locked");
    for id in 100..108 {
        let mut send = frame::send(room, "Now");
        send["id"] = json!(id);
        at_ada.say(&send).await;
    }
    let mut busy = 0;
    for _ in 0..8 {
        match at_ada.hears().await {
            ServerFrame::Error { code, retry_ms, .. } => {
                assert!(retry_ms.is_some_and(|wait| wait > 0), "{code:?}");
                busy += usize::from(code == ErrorCode::Busy);
            }
            other => panic!("not refused but {other:?}"),
        }
    }
    // One is in progress, and one is in the queue.
    assert!(busy >= 6, "{busy} of 8");
}

/// Reconnects with old cursors again and again until it is `over`, and catches up each time.
async fn come_back(linus: TestPerson, from: Arc<ResumePoint>, room: RoomId, over: Arc<AtomicBool>) {
    loop {
        let mut client = linus.resumes(&from).await;
        client.catches_up(StreamId::Room(room), 101).await;
        if over.load(Ordering::Relaxed) {
            return;
        }
    }
}

#[tokio::test]
async fn a_storm_of_reconnections_does_not_starve_live_people() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 10).await;
    let (room, [ada, grace, linus]) = server.people().await;
    let position = Arc::new(linus.position().await);
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    for number in 0..100 {
        at_ada.sends(room, &format!("Missed {number}")).await;
    }

    let over = Arc::new(AtomicBool::new(false));
    let mut storm = JoinSet::new();
    for _ in 0..300 {
        let (from, over) = (Arc::clone(&position), Arc::clone(&over));
        storm.spawn(come_back(linus.clone(), from, room, over));
    }
    // Clients reconnect until the conversation ends. That it ends shows that it was not starved.
    for number in 0..10 {
        let (question, answer) = (format!("Question {number}"), format!("Answer {number}"));
        at_ada.sends(room, &question).await;
        at_grace.reads(&question).await;
        at_grace.sends(room, &answer).await;
        at_ada.reads(&answer).await;
        assert!(!grace.get_json("/api/rooms").await.is_null());
    }
    over.store(true, Ordering::Relaxed);
    let calm = timeout(PATIENCE, storm.join_all()).await;
    assert_eq!(calm.expect("all catch up").len(), 300);
}
