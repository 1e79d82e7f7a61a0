use crate::support::{PATIENCE, TestServer, open_database};
use protocol::{ResyncReason, ServerFrame};
use serde_json::json;
use sqlx::SqliteConnection;
use std::{path::Path, time::Duration};
use tokio::time::{sleep, timeout};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Makes all that happened so far older by some days.
async fn age(data: &Path, days: i64) {
    let mut database = open_database(data).await;
    sqlx::query("UPDATE events SET at = at - ?")
        .bind(days * DAY_MS)
        .execute(&mut database)
        .await
        .expect("aged");
}

async fn events(database: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM events")
        .fetch_one(database)
        .await
        .expect("a count")
}

#[tokio::test]
async fn one_who_was_away_for_longer_than_the_log_keeps_starts_over_and_history_is_whole() {
    let server = TestServer::start_with(|config, _| config.event_days = 7).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let old = ada.get_json("/api/snapshot").await;
    ada.says(room, "Long ago").await;

    let server = server.restart_after(async |data| age(data, 6).await).await;
    let ada = ada.at(server.address);
    let mut client = ada.dial().await;
    client.greet(&old["epoch"], old["cursors"].clone()).await;
    client.reads("Long ago").await;
    drop(client);

    let server = server.restart_after(async |data| age(data, 2).await).await;
    let ada = ada.at(server.address);
    let mut database = open_database(server.data()).await;
    let trimmed = async {
        while events(&mut database).await > 0 {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, trimmed)
        .await
        .expect("trimmed at the start");
    let mut client = ada.dial().await;
    client
        .say(&json!({ "type": "hello", "epoch": old["epoch"], "cursors": old["cursors"] }))
        .await;
    let reason = ResyncReason::LogTrimmed;
    assert_eq!(client.hears().await, ServerFrame::Resync { reason });

    let new = ada.get_json("/api/snapshot").await;
    client.greet(&new["epoch"], new["cursors"].clone()).await;
    client.sends(room, "Today").await;
    let history = ada.history(room).await;
    let bodies: Vec<_> = history.iter().map(|message| &message.body).collect();
    assert_eq!(bodies, ["Long ago", "Today"]);
}
