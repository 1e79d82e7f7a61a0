//! The database of a server, as another process sees it.

use sqlx::{ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;

/// Opens the database in a data folder as another process would, beside the server or without one.
pub(crate) async fn open_database(data: &Path) -> SqliteConnection {
    let file = data.join("hubbub.sqlite3");
    let options = SqliteConnectOptions::new().filename(file);
    options.connect().await.expect("a connection")
}

/// Makes the upload of this name a minute older than so many days.
pub(crate) async fn age(database: &mut SqliteConnection, name: &str, days: i64) {
    let milliseconds = days * 24 * 60 * 60 * 1_000 + 60_000;
    let aged = sqlx::query("UPDATE files SET created_at = created_at - ? WHERE name = ?")
        .bind(milliseconds)
        .bind(name);
    aged.execute(database).await.expect("aged");
}

/// Returns the one number that a query gives.
pub(crate) async fn count(database: &mut SqliteConnection, sql: &'static str) -> i64 {
    let count = sqlx::query_scalar(sql).fetch_one(database).await;
    count.expect("a number")
}
