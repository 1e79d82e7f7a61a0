//! The statuses of people.

use super::{Store, StoreError, people, plan};
use crate::store::engine::change::Tx;
use protocol::{Person, Status, Timestamp, UserId};

impl Store {
    /// Sets or removes a person's status; every field is valid already.
    pub(crate) async fn set_status(
        &self,
        user: UserId,
        status: Option<Status>,
    ) -> Result<(), StoreError> {
        submit!(self, set_status(user, status)).await
    }
}

async fn set_status(
    tx: &mut Tx<'_>,
    user: UserId,
    status: Option<Status>,
) -> Result<(), StoreError> {
    let person = people::acting(tx, user).await?;
    if person.status == status {
        return Ok(());
    }
    write(tx, Person { status, ..person }).await
}

/// Removes the statuses whose time is over.
pub(super) async fn end_statuses(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let over = sqlx::query_scalar!(
        "SELECT id FROM people WHERE status_until <= ? ORDER BY status_until LIMIT ?",
        tx.at.0,
        plan::BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    for id in over {
        let person = people::person(tx, UserId(id)).await?;
        let status = None;
        write(tx, Person { status, ..person }).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx<'_>, person: Person) -> Result<(), StoreError> {
    let status = person.status.as_ref();
    let emoji = status.map(|status| status.emoji.as_str());
    let text = status.and_then(|status| status.text.as_deref());
    let until = status
        .and_then(|status| status.until)
        .map(Timestamp::millis);
    sqlx::query!(
        "UPDATE people SET status_emoji = ?, status_text = ?, status_until = ? WHERE id = ?",
        emoji,
        text,
        until,
        person.id.0
    )
    .execute(&mut **tx)
    .await?;
    people::tell(tx, person.id, person).await
}
