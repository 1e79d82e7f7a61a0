use super::{
    Store, StoreError,
    messages::{self, Row, Target},
    to_sql,
};
use crate::store::engine::{
    change::{Change, Tx},
    streams,
};
use protocol::{EventKind, Message, MessageId, Saved, StreamId, Timestamp, UserId};
use sqlx::SqliteConnection;

/// The most messages that a person has put aside.
const MOST: i64 = 500;

impl Store {
    /// Puts a message aside for a person, or back; what is so already makes no event.
    ///
    /// `NotFound` for a message that is deleted or that the person may not see, or `TooManySaved`.
    pub(crate) async fn save(
        &self,
        user: UserId,
        message: MessageId,
        on: bool,
    ) -> Result<(), StoreError> {
        self.writer.submit(Save { user, message, on })?.await
    }

    /// What a person has put aside and may still see, the last first, without what is added to messages: a page of it, which
    /// follows on the message `after`. None follow on one that is not among them.
    pub(crate) async fn saved(
        &self,
        user: UserId,
        after: Option<MessageId>,
    ) -> Result<Vec<Message>, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            r#"SELECT m.id, m.seq, m.room, m.author,
                      m.client_id, m.body, m.at, m.edited_at,
                      m.deleted_at IS NOT NULL AS "deleted!: bool", m.reply_to
               FROM saved s
               JOIN messages m ON m.id = s.message
               JOIN memberships p ON p.room = m.room AND p.person = s.person
               WHERE s.person = ? AND m.deleted_at IS NULL ORDER BY s.seq DESC"#,
            user.0
        )
        .fetch(&self.readers);
        self.list_after(after, rows).await
    }
}

/// All that a person has put aside, the last one last.
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
    let saved = |message, remind_at: Option<i64>, due| Saved {
        message: MessageId(message),
        remind_at: remind_at.map(Timestamp),
        due,
    };
    Ok(rows
        .into_iter()
        .map(|row| saved(row.message, row.remind_at, row.due))
        .collect())
}

/// Takes a message that is deleted out of what people have put aside, and tells them.
pub(super) async fn forget(
    tx: &mut Tx<'_>,
    message: MessageId,
    actor: UserId,
) -> Result<(), StoreError> {
    let people = sqlx::query_scalar!(
        "DELETE FROM saved WHERE message = ? RETURNING person",
        message.0
    )
    .fetch_all(&mut *tx.connection)
    .await?;
    for person in people {
        tell(tx, UserId(person), actor, message).await?;
    }
    Ok(())
}

/// Tells a person's devices whether a message is put aside, and when they are reminded of it.
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
    .fetch_optional(&mut *tx.connection)
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

struct Save {
    user: UserId,
    message: MessageId,
    on: bool,
}

impl Change for Save {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Self { user, message, on } = self;
        let changed = match on {
            true => put_aside(tx, user, message).await?,
            false => put_back(tx, user, message).await?,
        };
        if changed {
            tell(tx, user, user, message).await?;
        }
        Ok(())
    }
}

/// Puts a message aside. Returns whether it was not; whoever calls this tells so.
pub(super) async fn put_aside(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
) -> Result<bool, StoreError> {
    messages::present(&mut *tx.connection, Target::anywhere(message), user).await?;
    // The event that follows bears the next number.
    let seq = to_sql(streams::head(&mut *tx.connection, StreamId::User(user)).await? + 1);
    let new = sqlx::query!(
        "INSERT INTO saved (person, message, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        user.0,
        message.0,
        seq
    )
    .execute(&mut *tx.connection)
    .await?;
    let count = sqlx::query_scalar!("SELECT count(*) FROM saved WHERE person = ?", user.0)
        .fetch_one(&mut *tx.connection)
        .await?;
    if count > MOST {
        return Err(StoreError::TooManySaved);
    }
    Ok(new.rows_affected() > 0)
}

/// Also what the person may no longer see.
async fn put_back(tx: &mut Tx<'_>, user: UserId, message: MessageId) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "DELETE FROM saved WHERE person = ? AND message = ?",
        user.0,
        message.0
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(gone.rows_affected() > 0)
}
