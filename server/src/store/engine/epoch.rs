use crate::store::StoreError;
use protocol::Epoch;
use sqlx::{SqliteConnection, types::Uuid};

/// The epoch of this database, made at its first start.
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

/// The epoch of a database that has been started.
pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Epoch, StoreError> {
    let epoch = sqlx::query_scalar!("SELECT epoch FROM meta")
        .fetch_one(connection)
        .await?;
    Ok(Epoch(epoch))
}
