//! Backups.

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions,
    types::Uuid,
};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("there is no database at {}", .0.display())]
    NoDatabase(PathBuf),
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
}

/// Writes a consistent copy of the database in `file` to `copy`, even while it is in use. The copy has an epoch
/// of its own, so that every client notices when it replaces the original. It is on disk when this returns, and holds
/// nothing that was deleted.
///
/// # Errors
///
/// If there is no database, `copy` exists, or one of them cannot be read or written. Then `copy` is as it was.
pub async fn backup(file: &Path, copy: &Path) -> Result<(), BackupError> {
    if !file.is_file() {
        return Err(BackupError::NoDatabase(file.to_owned()));
    }
    // Reserves the name; the copy replaces this file when it is complete.
    reserve(copy)?;
    let partial = partial(copy);
    let written = write(file, &partial, copy).await;
    if written.is_err() {
        let _ = fs::remove_file(&partial);
        let _ = fs::remove_file(copy);
    }
    written
}

async fn write(file: &Path, partial: &Path, copy: &Path) -> Result<(), BackupError> {
    reserve(partial)?;
    let mut database = open(file).await?;
    sqlx::query("VACUUM INTO ?")
        .bind(partial.to_string_lossy().into_owned())
        .execute(&mut database)
        .await?;
    database.close().await?;
    renew_epoch(partial).await?;
    sync(partial)?;
    fs::rename(partial, copy).map_err(|error| failed(copy, error))?;
    sync(folder(copy))
}

async fn open(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new().filename(file).connect().await
}

async fn renew_epoch(copy: &Path) -> Result<(), sqlx::Error> {
    let mut database = open(copy).await?;
    let epoch = Uuid::now_v7();
    sqlx::query!("UPDATE meta SET epoch = ?", epoch)
        .execute(&mut database)
        .await?;
    database.close().await
}

/// Makes an empty file for its owner alone, where there is none.
fn reserve(path: &Path) -> Result<(), BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(BackupError::Exists(path.to_owned()))
        }
        Err(error) => Err(failed(path, error)),
    }
}

fn partial(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn sync(path: &Path) -> Result<(), BackupError> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: io::Error) -> BackupError {
    let path = path.to_owned();
    BackupError::Io { path, error }
}
