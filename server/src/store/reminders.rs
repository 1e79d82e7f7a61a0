//! Reminders of saved messages.

use super::{Store, StoreError, plan, saved};
use crate::store::engine::change::Tx;
use protocol::{MessageId, RoomId, Timestamp, UserId};

impl Store {
    /// Reminds a person of a message at a time. The message is saved for them if it is not. Another time replaces the
    /// first; without a time the message stays saved.
    ///
    /// `NotFound` if the message is deleted or the person may not see it, `NotAhead`, `TooManySaved`.
    pub(crate) async fn remind(
        &self,
        user: UserId,
        message: MessageId,
        at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        submit!(self, remind(user, message, at)).await
    }
}

async fn remind(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    if let Some(at) = at {
        plan::require_ahead(tx, at)?;
        saved::insert(tx, user, message).await?;
    }
    let at = at.map(Timestamp::millis);
    let changed = sqlx::query!(
        "UPDATE saved SET remind_at = ?1, due = 0 WHERE person = ?2 AND message = ?3 AND (remind_at IS NOT ?1 OR due = 1)",
        at,
        user.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() > 0 {
        saved::tell(tx, user, user, message).await?;
    }
    Ok(())
}

/// Removes the reminders in a room of a person who has left it: they may not see the messages.
pub(super) async fn forget(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    actor: UserId,
) -> Result<(), StoreError> {
    let forgotten = sqlx::query_scalar!(
        "UPDATE saved SET remind_at = NULL, due = 0
           WHERE person = ? AND remind_at IS NOT NULL
             AND EXISTS (SELECT 1 FROM messages m WHERE m.id = saved.message AND m.room = ?)
           RETURNING message",
        user.0,
        room.0
    )
    .fetch_all(&mut **tx)
    .await?;
    for message in forgotten {
        saved::tell(tx, user, actor, MessageId(message)).await?;
    }
    Ok(())
}

/// Tells people of the reminders that are due, each once.
pub(super) async fn remind_due(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let due = sqlx::query!(
        "SELECT person, message FROM saved
           WHERE remind_at <= ? AND due = 0 ORDER BY remind_at LIMIT ?",
        tx.at.0,
        plan::BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    for row in due {
        sqlx::query!(
            "UPDATE saved SET due = 1 WHERE person = ? AND message = ?",
            row.person,
            row.message
        )
        .execute(&mut **tx)
        .await?;
        let person = UserId(row.person);
        saved::tell(tx, person, person, MessageId(row.message)).await?;
    }
    Ok(())
}
