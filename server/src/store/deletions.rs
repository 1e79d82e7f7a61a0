use super::{
    Pending, Store, StoreError, attachments, edits, follows,
    mentions::{self, Called},
    messages::{self, Changed, Row, Target},
    people, pins, previews, recount, saved, threads,
};
use crate::store::engine::change::{Change, Tx};
use protocol::{ClientId, EventKind, Message, MessageId, StreamId, UserId};

impl Store {
    /// Takes a message's text away for good, with its earlier texts, its reactions and its files. A second time changes nothing.
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

    /// Deletes all that a person has written, who is shut out and so writes no more. Between any two of its steps the
    /// changes of others have their turn; broken off, it may be done again.
    ///
    /// `Forbidden` for who is no administrator, and where the person is not shut out.
    pub(crate) async fn delete_all_of(
        &self,
        actor: UserId,
        author: UserId,
    ) -> Result<(), StoreError> {
        let mut next = Some(ClientId::default());
        while let Some(from) = next {
            let change = DeleteAllOf {
                actor,
                author,
                from,
            };
            next = self.writer.submit(change)?.await?;
        }
        Ok(())
    }
}

/// The most messages that one change deletes: nobody waits long for it.
const BATCH: i64 = 100;

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
        let seq = erase(tx, self.user, &message).await?;
        Ok(Changed::new(&message, Some(seq)))
    }
}

/// Deletes some of a person's messages. Yields the last one, unless there are no more.
struct DeleteAllOf {
    actor: UserId,
    author: UserId,
    /// Messages before this one are deleted already. The nil UUID is the first that there can be.
    from: ClientId,
}

impl Change for DeleteAllOf {
    type Output = Option<ClientId>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<ClientId>, StoreError> {
        people::administrator(&mut *tx.connection, self.actor).await?;
        if !people::person(&mut *tx.connection, self.author)
            .await?
            .is_shut_out()
        {
            return Err(StoreError::Forbidden);
        }
        let rows = sqlx::query_as!(
            Row,
            r#"SELECT id, seq, room, author,
                      client_id, body, at, edited_at,
                      deleted_at IS NOT NULL AS "deleted!: bool", reply_to
               FROM messages WHERE author = ? AND client_id >= ? AND deleted_at IS NULL
               ORDER BY client_id LIMIT ?"#,
            self.author.0,
            self.from.0,
            BATCH
        )
        .fetch_all(&mut *tx.connection)
        .await?;
        let last = rows.last().map(|row| ClientId(row.client_id));
        for row in rows {
            erase(tx, self.actor, &Message::from(row)).await?;
        }
        Ok(last)
    }
}

/// Takes a message's text away, and tells the room. Returns the number of the event.
async fn erase(tx: &mut Tx<'_>, actor: UserId, message: &Message) -> Result<u64, StoreError> {
    pins::forget(tx, message, actor).await?;
    saved::forget(tx, message.id, actor).await?;
    blank(tx, message.id).await?;
    let thread = match message.reply_to {
        Some(root) => threads::summary(&mut *tx.connection, root).await?,
        None => None,
    };
    let nobody = Called::default();
    let concerned = mentions::replace(&mut *tx.connection, message, &nobody).await?;
    let deleted = EventKind::MessageDeleted {
        message: message.id,
        message_seq: message.seq,
        author: message.author,
        reply_to: message.reply_to,
        thread,
    };
    let seq = tx
        .emit(StreamId::Room(message.room), actor, deleted)
        .await?;
    if message.reply_to.is_some() {
        follows::lost(tx, actor, message).await?;
    }
    recount::tell(tx, message, &concerned).await?;
    Ok(seq)
}

/// Takes a message's text away, with all that others added to it.
pub(super) async fn blank(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE messages SET body = '', edited_at = NULL, deleted_at = ?, fingerprint = NULL WHERE id = ?",
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
    previews::forget(tx, message).await?;
    attachments::detach(tx, message).await
}
