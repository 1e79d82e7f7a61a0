//! The epoch of the database.

use crate::store::error::StoreError;
use protocol::Epoch;
use sqlx::{SqliteConnection, types::Uuid};

/// Returns the epoch of the database, which is made at the first start.
pub(crate) async fn read_or_make(connection: &mut SqliteConnection) -> Result<Epoch, StoreError> {
    let fresh = Uuid::now_v7();
    sqlx::query!(
        "INSERT INTO meta (only, epoch) VALUES (1, ?) ON CONFLICT DO NOTHING",
        fresh
    )
    .execute(&mut *connection)
    .await?;
    read(connection).await
}

/// Returns the epoch of a database that was started before.
pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Epoch, StoreError> {
    let epoch = sqlx::query_scalar!("SELECT epoch FROM meta")
        .fetch_one(connection)
        .await?;
    Ok(Epoch(epoch))
}
