//! Notifications on their way to devices. They survive a restart, and hold no text.

use super::{Store, StoreError, from_sql, notifications::NewMessage, push_devices::PushAddress};
use crate::store::engine::{change::Tx, sql};
use protocol::{MessageId, PushDeviceId, RoomId, Timestamp, UserId};

/// The most pushes that wait for one device. The oldest are dropped.
const WAITING: i64 = 50;

/// A push that is due.
#[derive(Clone, Debug)]
pub(crate) struct DuePush {
    pub(crate) device: PushDeviceId,
    pub(crate) person: UserId,
    pub(crate) address: PushAddress,
    pub(crate) message: NewMessage,
    /// How often it was sent in vain.
    pub(crate) attempts: u32,
}

impl Store {
    /// Returns pushes that are due, one for each device, up to `limit`.
    pub(crate) async fn due_pushes(&self, limit: u32) -> Result<Vec<DuePush>, StoreError> {
        let now = sql::now();
        let rows = sqlx::query!(
            r#"SELECT d.id AS "device!: sqlx::types::Uuid", d.person AS "person!: sqlx::types::Uuid",
                   d.endpoint, d.public_key, d.secret, p.attempts,
                   m.rowid AS "place!: i64", m.id AS "message!: sqlx::types::Uuid", m.room, m.seq, m.author,
                   m.reply_to, m.in_room AS "in_room: bool", m.at
               FROM pushes p JOIN push_devices d ON d.id = p.device JOIN messages m ON m.id = p.message
               WHERE p.due_at <= ?
                 AND NOT EXISTS (SELECT 1 FROM pushes q
                   WHERE q.device = p.device AND (q.due_at, q.message) < (p.due_at, p.message))
               ORDER BY p.due_at LIMIT ?"#,
            now.0,
            limit
        )
        .fetch_all(&self.readers)
        .await?;
        let due = rows.into_iter().map(|row| DuePush {
            device: PushDeviceId(row.device),
            person: UserId(row.person),
            address: PushAddress {
                endpoint: row.endpoint,
                public_key: row.public_key,
                secret: row.secret,
            },
            message: NewMessage {
                place: row.place,
                id: MessageId(row.message),
                room: RoomId(row.room),
                seq: from_sql(row.seq),
                author: UserId(row.author),
                reply_to: row.reply_to.map(MessageId),
                in_room: row.in_room,
                at: Timestamp(row.at),
            },
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        });
        Ok(due.collect())
    }

    /// Returns when the next push is due.
    pub(crate) async fn next_push(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = sqlx::query_scalar!(r#"SELECT min(due_at) AS "next: i64" FROM pushes"#);
        Ok(next.fetch_one(&self.readers).await?.map(Timestamp))
    }

    /// Removes a push that was delivered, or that is not to be sent any more.
    pub(crate) async fn remove_push(
        &self,
        device: PushDeviceId,
        message: MessageId,
    ) -> Result<(), StoreError> {
        submit!(self, remove(device, message)).await
    }

    /// Sends a push again later.
    pub(crate) async fn delay_push(
        &self,
        device: PushDeviceId,
        message: MessageId,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        submit!(self, delay(device, message, due)).await
    }
}

/// Queues a push. A repeat changes nothing.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    device: PushDeviceId,
    message: MessageId,
    due: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO pushes (device, message, due_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        device.0,
        message.0,
        due.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "DELETE FROM pushes WHERE device = ?1 AND message IN
         (SELECT message FROM pushes WHERE device = ?1 ORDER BY message DESC LIMIT -1 OFFSET ?2)",
        device.0,
        WAITING
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn remove(
    tx: &mut Tx<'_>,
    device: PushDeviceId,
    message: MessageId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "DELETE FROM pushes WHERE device = ? AND message = ?",
        device.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn delay(
    tx: &mut Tx<'_>,
    device: PushDeviceId,
    message: MessageId,
    due: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE pushes SET due_at = ?, attempts = attempts + 1 WHERE device = ? AND message = ?",
        due.0,
        device.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
