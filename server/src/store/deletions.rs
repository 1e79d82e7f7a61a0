use super::{
    Pending, Store, StoreError,
    change::{Change, Tx},
    edits, mentions,
    messages::{self, Changed, Target},
};
use app::{
    markdown::Mentions,
    model::{MessageId, StreamId, UserId},
    protocol::EventKind,
};

impl Store {
    /// Takes a message's text away for good, with its earlier texts and its reactions. A second time changes nothing.
    ///
    /// Yields `NotFound` for who may not see the message, `Forbidden` for who is neither its author nor an
    /// administrator.
    pub(crate) fn delete(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<Pending<Changed>, StoreError> {
        self.writer.submit(Delete { user, target })
    }
}

struct Delete {
    user: UserId,
    target: Target,
}

impl Change for Delete {
    type Output = Changed;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Changed, StoreError> {
        let message = messages::seen(&mut *tx.connection, self.target, self.user).await?;
        edits::require_say(&mut *tx.connection, &message, self.user).await?;
        if message.deleted {
            return Ok(Changed::new(&message, None));
        }
        blank(tx, message.id).await?;
        let nobody = Mentions::default();
        let concerned = mentions::replace(&mut *tx.connection, &message, &nobody).await?;
        let deleted = EventKind::MessageDeleted {
            message: message.id,
            message_seq: message.seq,
            author: message.author,
        };
        let seq = tx
            .emit(StreamId::Room(message.room), self.user, deleted)
            .await?;
        mentions::recount(tx, &message, &concerned).await?;
        Ok(Changed::new(&message, Some(seq)))
    }
}

async fn blank(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE messages SET body = '', edited_at = NULL, deleted_at = ? WHERE id = ?",
        tx.at.0,
        message.0
    )
    .execute(&mut *tx.connection)
    .await?;
    sqlx::query!("DELETE FROM message_versions WHERE message = ?", message.0)
        .execute(&mut *tx.connection)
        .await?;
    sqlx::query!("DELETE FROM reactions WHERE message = ?", message.0)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}
