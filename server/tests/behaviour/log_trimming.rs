//! Trimming of the log.

use crate::support::{TestServer, bodies, count, eventually, open_database};
use protocol::{ResyncReason, ServerFrame};
use std::path::Path;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Makes all events older by some days.
async fn age(data: &Path, days: i64) {
    let mut database = open_database(data).await;
    let older = sqlx::query("UPDATE events SET at = at - ?").bind(days * DAY_MS);
    older.execute(&mut database).await.expect("aged");
}

#[tokio::test]
async fn a_client_away_for_longer_than_the_log_keeps_resyncs_with_all_history() {
    let server = TestServer::start_with(|config, _| config.event_days = 7).await;
    let (room, [ada]) = server.people().await;
    let old = ada.position().await;
    ada.says(room, "Long ago").await;

    let server = server.restart_after(async |data| age(data, 6).await).await;
    let ada = ada.at(server.address);
    ada.resumes(&old).await.reads("Long ago").await;

    let server = server.restart_after(async |data| age(data, 2).await).await;
    let ada = ada.at(server.address);
    let mut database = open_database(server.data()).await;
    eventually("the log is trimmed at the start", async || {
        (count(&mut database, "SELECT count(*) FROM events").await == 0).then_some(())
    })
    .await;
    let mut client = ada.dial().await;
    let reason = ResyncReason::LogTrimmed;
    let answer = client.says_hello(&old.epoch, &old.cursors).await;
    assert_eq!(answer, ServerFrame::Resync { reason });

    let new = ada.get_json("/api/snapshot").await;
    client.greet(&new["epoch"], new["cursors"].clone()).await;
    client.sends(room, "Today").await;
    assert_eq!(bodies(&ada.history(room).await), ["Long ago", "Today"]);
}
