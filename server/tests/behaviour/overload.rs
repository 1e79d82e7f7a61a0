use crate::support::{PATIENCE, Person, TestServer, client_id, open_database};
use protocol::{ErrorCode, RoomId, ServerFrame, StreamId};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{task::JoinSet, time::timeout};

#[tokio::test]
async fn beyond_the_writers_bound_commands_are_told_when_to_come_again() {
    let server = TestServer::start_with(|_, tuning| tuning.writer_queue = 1).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    // While another holds the lock, the writer has its hands full.
    let mut stranger = open_database(server.data()).await;
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut stranger)
        .await
        .expect("locked");
    for id in 100..108 {
        let send = json!({ "type": "send", "id": id, "client_id": client_id(), "room": room, "body": "Now" });
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
    // One in the writer's hands, one in its queue.
    assert!(busy >= 6, "{busy} of 8");
}

/// Comes back with old cursors, again and again until it is `over`, and each time gets all that it missed.
async fn come_back(
    linus: Person,
    epoch: Value,
    cursors: Value,
    room: RoomId,
    over: Arc<AtomicBool>,
) {
    loop {
        let mut client = linus.dial().await;
        client.greet(&epoch, cursors.clone()).await;
        client.catches_up(StreamId::Room(room), 101).await;
        if over.load(Ordering::Relaxed) {
            return;
        }
    }
}

#[tokio::test]
async fn a_storm_of_those_who_come_back_does_not_starve_those_who_are_there() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 10).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let snapshot = linus.get_json("/api/snapshot").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    for number in 0..100 {
        at_ada.sends(room, &format!("Missed {number}")).await;
    }

    let over = Arc::new(AtomicBool::new(false));
    let mut storm = JoinSet::new();
    for _ in 0..300 {
        let (epoch, cursors) = (snapshot["epoch"].clone(), snapshot["cursors"].clone());
        storm.spawn(come_back(
            linus.clone(),
            epoch,
            cursors,
            room,
            Arc::clone(&over),
        ));
    }
    // The storm goes on until the talk is done: that it is ever done shows that it was not starved.
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
