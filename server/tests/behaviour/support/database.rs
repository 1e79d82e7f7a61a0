use sqlx::{ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;

/// Opens the database in a data folder as another process would, beside the server or without one.
pub(crate) async fn open_database(data: &Path) -> SqliteConnection {
    let file = data.join("hubbub.sqlite3");
    let options = SqliteConnectOptions::new().filename(file);
    options.connect().await.expect("a connection")
}
