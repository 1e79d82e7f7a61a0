//! Reset links made on the command line, also while a server runs. They are for an administrator who has no other
//! administrator to ask.

use super::{MIGRATIONS, StoreError, now, passwords, people};
use crate::token;
use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection, migrate::Migrator,
    sqlite::SqliteConnectOptions,
};
use std::{
    error::Error,
    path::{Path, PathBuf},
    time::Duration,
};

/// The longest wait while a server writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Error of making a reset link.
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
    Store(#[source] Box<dyn Error + Send + Sync>),
}

/// Makes a reset link for the person with an e-mail address, in place of any earlier one, and returns its path. The link
/// is on disk when this returns.
///
/// # Errors
///
/// Fails if there is no database of this version, if there is no such person, if they are banned or deactivated, and if
/// the database cannot be written.
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
    // Locks for writing at once: a transaction that reads first fails if the server writes in between.
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

/// Returns the number of the last migration that the database has had.
async fn version(connection: &mut SqliteConnection) -> Result<Option<i64>, sqlx::Error> {
    let seen = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations");
    seen.fetch_one(connection).await
}

fn newest(migrations: &Migrator) -> Option<i64> {
    migrations.iter().map(|migration| migration.version).max()
}

fn failed(error: StoreError) -> PasswordLinkError {
    PasswordLinkError::Store(error.into())
}
