//! Links to set a new password that the program makes beside a running server, for an administrator whom nobody else can
//! make one for.

use super::{MIGRATIONS, StoreError, now, passwords, people};
use crate::token;
use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection, migrate::Migrator,
    sqlite::SqliteConnectOptions,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How long to wait for a server that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
pub enum PasswordLinkError {
    #[error("there is no database at {}", .0.display())]
    NoDatabase(PathBuf),
    #[error("the database is another version's: start this version's server on it first")]
    OtherVersion,
    #[error("nobody has the e-mail address {0}")]
    Nobody(String),
    #[error("{0} is banned or deactivated, and cannot sign in")]
    ShutOut(String),
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database: {0}")]
    Store(String),
}

/// Makes a link by which the person with an e-mail address sets a new password, and returns its path. Any link before it
/// is void. It is on disk when this returns.
///
/// # Errors
///
/// Where there is no database of this version or no such person, where they are shut out, and where the database cannot
/// be written.
pub async fn password_link(file: &Path, email: &str) -> Result<String, PasswordLinkError> {
    if !file.is_file() {
        return Err(PasswordLinkError::NoDatabase(file.to_owned()));
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(PATIENCE);
    let mut connection = options.connect().await?;
    let made = make(&mut connection, email.trim()).await;
    connection.close().await?;
    made
}

async fn make(connection: &mut SqliteConnection, email: &str) -> Result<String, PasswordLinkError> {
    // Taken at once: a transaction that reads first is refused where the server writes meanwhile.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    if version(&mut transaction).await? != newest(&MIGRATIONS) {
        return Err(PasswordLinkError::OtherVersion);
    }
    let known = people::credentials_of(&mut transaction, email).await;
    let Some(known) = known.map_err(failed)? else {
        return Err(PasswordLinkError::Nobody(email.to_owned()));
    };
    match people::acting(&mut transaction, known.user).await {
        Ok(_) => {}
        Err(StoreError::Forbidden) => return Err(PasswordLinkError::ShutOut(email.to_owned())),
        Err(error) => return Err(failed(error)),
    }
    let token = token::reset();
    let kept = passwords::keep_reset(&mut transaction, known.user, token::hash(&token), now());
    kept.await.map_err(failed)?;
    transaction.commit().await?;
    Ok(format!("/reset/{token}"))
}

/// Returns the last migration that the database has seen.
async fn version(connection: &mut SqliteConnection) -> Result<Option<i64>, sqlx::Error> {
    let seen = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations");
    seen.fetch_one(connection).await
}

fn newest(migrations: &Migrator) -> Option<i64> {
    migrations.iter().map(|migration| migration.version).max()
}

fn failed(error: StoreError) -> PasswordLinkError {
    PasswordLinkError::Store(error.to_string())
}
