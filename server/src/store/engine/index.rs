//! The full-text index: it finds numbers by words.
//!
//! Its changes are made at the end of the transaction, after all savepoints: at a savepoint the index would write a part of
//! its own for each change, and join them later.

use crate::store::error::StoreError;
use sqlx::SqliteConnection;

/// A change to the index.
#[derive(Debug)]
pub(crate) enum IndexChange {
    /// Adds the words of a number that the index does not have.
    Add { number: i64, words: String },
    /// Removes the words of a number. They are exactly those that were added.
    Remove { number: i64, words: String },
}

/// Prepares the index of a database that is opened for writing. An index of another version is emptied, to be built again.
pub(crate) async fn prepare(
    connection: &mut SqliteConnection,
    version: i64,
) -> Result<(), StoreError> {
    // Overwrites what is removed, instead of marking it as removed.
    sqlx::query!("INSERT INTO message_index (message_index, rank) VALUES ('secure-delete', 1)")
        .execute(&mut *connection)
        .await?;
    let known = sqlx::query_scalar!("SELECT version FROM message_index_state")
        .fetch_optional(&mut *connection)
        .await?;
    if known == Some(version) {
        return Ok(());
    }
    sqlx::query!("INSERT INTO message_index (message_index) VALUES ('delete-all')")
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "INSERT OR REPLACE INTO message_index_state (only, version, below)
         SELECT 1, ?, coalesce(max(number), 0) + 1 FROM messages",
        version
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes changes, in their order. Returns whether words were removed.
pub(crate) async fn write(
    connection: &mut SqliteConnection,
    changes: Vec<IndexChange>,
) -> Result<bool, sqlx::Error> {
    let mut removes = false;
    for change in changes {
        removes |= matches!(change, IndexChange::Remove { .. });
        match change {
            IndexChange::Add { number, words } => {
                sqlx::query!(
                    "INSERT INTO message_index (rowid, words) VALUES (?, ?)",
                    number,
                    words
                )
                .execute(&mut *connection)
                .await?
            }
            IndexChange::Remove { number, words } => sqlx::query!(
                "INSERT INTO message_index (message_index, rowid, words) VALUES ('delete', ?, ?)",
                number,
                words
            )
            .execute(&mut *connection)
            .await?,
        };
    }
    if removes {
        sqlx::query!("UPDATE message_index_state SET removals = removals + 1")
            .execute(connection)
            .await?;
    }
    Ok(removes)
}
