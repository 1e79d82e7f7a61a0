//! Messages that a person has saved for themselves.

use super::{
    Store, StoreError,
    messages::{self, Target, message_rows},
    to_sql,
};
use crate::store::engine::{change::Tx, streams};
use protocol::{EventKind, Message, MessageId, Saved, StreamId, Timestamp, UserId, limits};
use sqlx::SqliteConnection;

impl Store {
    /// Saves a message for a person, or removes it from what they have saved.
    ///
    /// `NotFound` if the message is deleted or the person may not see it, or `TooManySaved`.
    pub(crate) async fn save(
        &self,
        user: UserId,
        message: MessageId,
        on: bool,
    ) -> Result<(), StoreError> {
        submit!(self, save(user, message, on)).await
    }

    /// Returns a page of the messages that a person has saved and may still see, the last one first, without what other
    /// tables add to them. It begins after the message `after`, and is empty if that is not among them.
    pub(crate) async fn saved(
        &self,
        user: UserId,
        after: Option<MessageId>,
    ) -> Result<Vec<Message>, StoreError> {
        let rows = message_rows!(
            "JOIN saved s ON s.message = m.id
             JOIN memberships p ON p.room = m.room AND p.person = s.person
             WHERE s.person = ? AND m.deleted_at IS NULL ORDER BY s.seq DESC",
            user.0
        )
        .fetch(&self.readers);
        self.list_after(after, rows).await
    }
}

/// Returns all that a person has saved, the last one last.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<Saved>, StoreError> {
    let rows = sqlx::query!(
        "SELECT message, remind_at, due FROM saved WHERE person = ? ORDER BY seq",
        user.0
    )
    .fetch_all(connection)
    .await?;
    let saved = rows.into_iter().map(|row| Saved {
        message: MessageId(row.message),
        remind_at: row.remind_at.map(Timestamp),
        due: row.due,
    });
    Ok(saved.collect())
}

/// Removes a deleted message from what people have saved, and tells them.
pub(super) async fn forget(
    tx: &mut Tx<'_>,
    message: MessageId,
    actor: UserId,
) -> Result<(), StoreError> {
    let people = sqlx::query_scalar!(
        "DELETE FROM saved WHERE message = ? RETURNING person",
        message.0
    )
    .fetch_all(&mut **tx)
    .await?;
    for person in people {
        tell(tx, UserId(person), actor, message).await?;
    }
    Ok(())
}

/// Tells a person's devices whether a message is saved, and when they are reminded of it.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    person: UserId,
    actor: UserId,
    message: MessageId,
) -> Result<(), StoreError> {
    let row = sqlx::query!(
        "SELECT remind_at, due FROM saved WHERE person = ? AND message = ?",
        person.0,
        message.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let on = row.is_some();
    let saved = Saved {
        message,
        remind_at: row.as_ref().and_then(|row| row.remind_at).map(Timestamp),
        due: row.is_some_and(|row| row.due),
    };
    let changed = EventKind::SavedChanged { saved, on };
    tx.emit(StreamId::User(person), actor, changed).await?;
    Ok(())
}

async fn save(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
    on: bool,
) -> Result<(), StoreError> {
    let changed = match on {
        true => insert(tx, user, message).await?,
        false => remove(tx, user, message).await?,
    };
    if changed {
        tell(tx, user, user, message).await?;
    }
    Ok(())
}

/// Saves a message. Returns whether it was not saved. The caller tells the person's devices.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
) -> Result<bool, StoreError> {
    messages::present(tx, Target::anywhere(message), user).await?;
    // The number of the event that follows.
    let seq = to_sql(streams::head(tx, StreamId::User(user)).await? + 1);
    let new = sqlx::query!(
        "INSERT INTO saved (person, message, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        user.0,
        message.0,
        seq
    )
    .execute(&mut **tx)
    .await?;
    let count = sqlx::query_scalar!("SELECT count(*) FROM saved WHERE person = ?", user.0)
        .fetch_one(&mut **tx)
        .await?;
    if count > limits::SAVED {
        return Err(StoreError::TooManySaved);
    }
    Ok(new.rows_affected() > 0)
}

/// Removes a message, also one that the person may no longer see. Returns whether it was saved.
async fn remove(tx: &mut Tx<'_>, user: UserId, message: MessageId) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "DELETE FROM saved WHERE person = ? AND message = ?",
        user.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(gone.rows_affected() > 0)
}
