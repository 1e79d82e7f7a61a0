//! Devices on which people have signed in.

use super::{Store, StoreError};
use crate::{store::engine::change::Tx, token::TokenHash};
use protocol::UserId;

/// The most devices of a person that are remembered: those of the last sign-ins.
const MOST: i64 = 20;

impl Store {
    /// Returns whether the person has signed in on a device.
    pub(crate) async fn knows_device(
        &self,
        user: UserId,
        device: TokenHash,
    ) -> Result<bool, StoreError> {
        let hash = device.as_slice();
        let known = sqlx::query_scalar!(
            "SELECT 1 FROM devices WHERE token_hash = ? AND person = ?",
            hash,
            user.0
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(known.is_some())
    }

    /// Remembers that the person has signed in on a device.
    pub(crate) async fn remember_device(
        &self,
        user: UserId,
        device: TokenHash,
    ) -> Result<(), StoreError> {
        submit!(self, remember(user, device)).await
    }
}

async fn remember(tx: &mut Tx<'_>, user: UserId, device: TokenHash) -> Result<(), StoreError> {
    let hash = device.as_slice();
    sqlx::query!(
        "INSERT INTO devices (token_hash, person, used_at) VALUES (?, ?, ?)
         ON CONFLICT (token_hash, person) DO UPDATE SET used_at = excluded.used_at",
        hash,
        user.0,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "DELETE FROM devices WHERE person = ? AND token_hash NOT IN
         (SELECT token_hash FROM devices WHERE person = ? ORDER BY used_at DESC LIMIT ?)",
        user.0,
        user.0,
        MOST
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
