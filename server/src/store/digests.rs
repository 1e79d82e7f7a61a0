//! Messages of which people are to be told by mail, if they are still unread after a while.

use super::{
    Store, StoreError, from_sql, notification_settings, notifications::NewMessage, people,
};
use crate::store::engine::change::Tx;
use protocol::{MessageId, NotificationSettings, RoomId, Timestamp, User, UserId};

/// The most messages that wait for one person. The oldest are dropped.
const WAITING: i64 = 50;
/// The most people who are mailed in one round.
const PEOPLE: i64 = 100;

impl Store {
    /// Returns whether anybody wants mails.
    pub(crate) async fn has_digests(&self) -> Result<bool, StoreError> {
        let found =
            sqlx::query_scalar!("SELECT 1 FROM notification_settings WHERE digest = 1 LIMIT 1");
        Ok(found.fetch_optional(&self.readers).await?.is_some())
    }

    /// Returns people with a message that has waited since `before`, some at a time, after the person `after`.
    pub(crate) async fn due_digests(
        &self,
        before: Timestamp,
        after: Option<UserId>,
    ) -> Result<Vec<User>, StoreError> {
        let mut view = self.view().await?;
        let after = after.unwrap_or_default();
        let due = sqlx::query_scalar!(
            "SELECT DISTINCT person FROM digest_items WHERE added_at <= ? AND person > ? ORDER BY person LIMIT ?",
            before.0,
            after.0,
            PEOPLE
        )
        .fetch_all(&mut *view)
        .await?;
        let mut found = Vec::new();
        for person in due {
            found.push(people::user_of(&mut view, UserId(person)).await?);
        }
        Ok(found)
    }

    /// Returns the messages that wait for a person, in their order.
    pub(crate) async fn digest_items(&self, user: UserId) -> Result<Vec<NewMessage>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT m.rowid AS "place!: i64", m.id, m.room, m.seq, m.author, m.reply_to,
                   m.in_room AS "in_room: bool", m.at
               FROM digest_items d JOIN messages m ON m.id = d.message
               WHERE d.person = ? ORDER BY m.rowid"#,
            user.0
        )
        .fetch_all(&self.readers)
        .await?;
        let items = rows.into_iter().map(|row| NewMessage {
            place: row.place,
            id: MessageId(row.id),
            room: RoomId(row.room),
            seq: from_sql(row.seq),
            author: UserId(row.author),
            reply_to: row.reply_to.map(MessageId),
            in_room: row.in_room,
            at: Timestamp(row.at),
        });
        Ok(items.collect())
    }

    /// Removes messages that wait for a person.
    pub(crate) async fn remove_digest_items(
        &self,
        user: UserId,
        messages: Vec<MessageId>,
    ) -> Result<(), StoreError> {
        submit!(self, remove(user, messages)).await
    }

    /// Ends the mails to a person.
    pub(crate) async fn unsubscribe(&self, user: UserId) -> Result<(), StoreError> {
        submit!(self, unsubscribe(user)).await
    }
}

/// Lets a message wait for a person.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO digest_items (person, message, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        user.0,
        message.0,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "DELETE FROM digest_items WHERE person = ?1 AND message IN
         (SELECT message FROM digest_items WHERE person = ?1 ORDER BY message DESC LIMIT -1 OFFSET ?2)",
        user.0,
        WAITING
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes all messages that wait for a person.
pub(super) async fn clear(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM digest_items WHERE person = ?", user.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn remove(tx: &mut Tx<'_>, user: UserId, messages: Vec<MessageId>) -> Result<(), StoreError> {
    for message in messages {
        sqlx::query!(
            "DELETE FROM digest_items WHERE person = ? AND message = ?",
            user.0,
            message.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn unsubscribe(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    let settings = notification_settings::of_person(tx, user).await?;
    let settings = NotificationSettings {
        digest: false,
        ..settings
    };
    notification_settings::set_notifications(tx, user, settings).await
}
