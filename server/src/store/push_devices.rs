//! Browsers that are sent notifications while no page of Hubbub is open in them.

use super::{Store, StoreError};
use crate::{store::engine::change::Tx, token::TokenHash};
use protocol::{PushDevice, PushDeviceId, Timestamp, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// The most devices of a person: those that were added last.
const MOST: i64 = 20;

/// Where and how a device is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PushAddress {
    /// The device's address at its push service.
    pub(crate) endpoint: String,
    /// The device's public key and secret, with which a message to it is encrypted.
    pub(crate) public_key: Vec<u8>,
    pub(crate) secret: Vec<u8>,
}

impl Store {
    /// Returns the server's private key for push services. The first call stores the `fresh` one.
    pub(crate) async fn push_key(&self, fresh: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        submit!(self, push_key(fresh)).await
    }

    /// Adds a device, or renews the one with this address: it belongs to the person and the session from now on.
    pub(crate) async fn add_push_device(
        &self,
        user: UserId,
        session: TokenHash,
        name: String,
        address: PushAddress,
    ) -> Result<PushDeviceId, StoreError> {
        submit!(self, add(user, session, name, address)).await
    }

    /// Returns a person's devices, the newest first. `session` tells which is the current one.
    pub(crate) async fn push_devices(
        &self,
        user: UserId,
        session: TokenHash,
    ) -> Result<Vec<PushDevice>, StoreError> {
        let session = session.as_slice();
        let rows = sqlx::query!(
            r#"SELECT id, name, created_at, session = ? AS "current!: bool"
               FROM push_devices WHERE person = ? ORDER BY created_at DESC, id DESC"#,
            session,
            user.0
        )
        .fetch_all(&self.readers)
        .await?;
        let devices = rows.into_iter().map(|row| PushDevice {
            id: PushDeviceId(row.id),
            name: row.name,
            created_at: Timestamp(row.created_at),
            current: row.current,
        });
        Ok(devices.collect())
    }

    /// Returns where a person's device is sent to. Fails with `NotFound` if the person has no such device.
    pub(crate) async fn push_address(
        &self,
        user: UserId,
        device: PushDeviceId,
    ) -> Result<PushAddress, StoreError> {
        let address = sqlx::query_as!(
            PushAddress,
            "SELECT endpoint, public_key, secret FROM push_devices WHERE id = ? AND person = ?",
            device.0,
            user.0
        )
        .fetch_optional(&self.readers)
        .await?;
        address.ok_or(StoreError::NotFound)
    }

    /// Returns whether anybody has a device.
    pub(crate) async fn has_push_devices(&self) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar!("SELECT 1 FROM push_devices LIMIT 1");
        Ok(found.fetch_optional(&self.readers).await?.is_some())
    }

    /// Removes a person's device, with what is on its way to it. Fails with `NotFound` if the person has no such device.
    pub(crate) async fn remove_push_device(
        &self,
        user: UserId,
        device: PushDeviceId,
    ) -> Result<(), StoreError> {
        submit!(self, remove(user, device)).await
    }
}

/// Returns the devices of a person.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<PushDeviceId>, StoreError> {
    let devices = sqlx::query_scalar!("SELECT id FROM push_devices WHERE person = ?", user.0);
    let devices = devices.fetch_all(connection).await?;
    Ok(devices.into_iter().map(PushDeviceId).collect())
}

async fn push_key(tx: &mut Tx<'_>, fresh: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    sqlx::query!(
        "INSERT INTO push_key (only, private_key) VALUES (1, ?) ON CONFLICT DO NOTHING",
        fresh
    )
    .execute(&mut **tx)
    .await?;
    let key = sqlx::query_scalar!("SELECT private_key FROM push_key");
    Ok(key.fetch_one(&mut **tx).await?)
}

async fn add(
    tx: &mut Tx<'_>,
    user: UserId,
    session: TokenHash,
    name: String,
    address: PushAddress,
) -> Result<PushDeviceId, StoreError> {
    let (fresh, session) = (Uuid::now_v7(), session.as_slice());
    // What is on its way to another person who used this browser before must not arrive.
    sqlx::query!(
        "DELETE FROM push_devices WHERE (endpoint = ?1 AND person <> ?2) OR (session = ?3 AND endpoint <> ?1)",
        address.endpoint,
        user.0,
        session
    )
    .execute(&mut **tx)
    .await?;
    let device = sqlx::query_scalar!(
        "INSERT INTO push_devices (id, person, session, endpoint, public_key, secret, name, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (endpoint) DO UPDATE SET session = excluded.session, public_key = excluded.public_key,
             secret = excluded.secret, name = excluded.name
         RETURNING id",
        fresh,
        user.0,
        session,
        address.endpoint,
        address.public_key,
        address.secret,
        name,
        tx.at.0
    )
    .fetch_one(&mut **tx)
    .await?;
    sqlx::query!(
        "DELETE FROM push_devices WHERE person = ?1 AND id NOT IN
         (SELECT id FROM push_devices WHERE person = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2)",
        user.0,
        MOST
    )
    .execute(&mut **tx)
    .await?;
    Ok(PushDeviceId(device))
}

async fn remove(tx: &mut Tx<'_>, user: UserId, device: PushDeviceId) -> Result<(), StoreError> {
    let removed = sqlx::query!(
        "DELETE FROM push_devices WHERE id = ? AND person = ?",
        device.0,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    match removed.rows_affected() {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}
