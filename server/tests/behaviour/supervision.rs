//! The server's own tasks when they keep failing.

use crate::support::{TestServer, eventually, open_database};
use reqwest::StatusCode;
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::time::Duration;

async fn run(database: &mut SqliteConnection, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    let done = sqlx::query(statement).execute(database).await;
    done.expect("a statement that works");
}

/// Waits until `/up` answers with this status, and returns its body.
async fn is_up(server: &TestServer, status: StatusCode) -> String {
    let answer = eventually("the status", async || {
        let answer = server.up().await;
        (answer.status() == status).then_some(answer)
    });
    answer.await.text().await.expect("a text")
}

#[tokio::test]
async fn a_task_that_keeps_failing_is_named_until_it_runs_again() {
    let server = TestServer::start_with(|config, tuning| {
        config.event_days = 7;
        tuning.restart = Duration::from_millis(10);
        tuning.steady = Duration::from_secs(1);
    })
    .await;
    server.ada().await;
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            run(&mut database, "UPDATE events SET at = 0").await;
            let broken = "CREATE TRIGGER broken BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'broken'); END";
            run(&mut database, broken).await;
        })
        .await;
    let said = is_up(&server, StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(said.contains("trim"), "{said}");
    // Everything else goes on.
    let mut database = open_database(server.data()).await;
    run(&mut database, "DROP TRIGGER broken").await;
    is_up(&server, StatusCode::OK).await;
}
