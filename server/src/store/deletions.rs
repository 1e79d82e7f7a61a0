//! Deletions of messages.

use super::{
    Store, StoreError, Submitted, attachments, followers, mention_list,
    mentions::{self, Called},
    messages::{self, Changed, StoredMessage, Target, message_rows},
    people, pins, previews, recount, saved,
    search::documents,
    threads,
};
use crate::store::engine::change::Tx;
use protocol::{ClientId, EventKind, MessageId, StreamId, UserId};

impl Store {
    /// Deletes a message: its text, its earlier texts, its reactions, previews and files are erased. A second time changes
    /// nothing.
    ///
    /// Yields `NotFound` if the person may not see the message, `Forbidden` unless they are its author or an administrator.
    pub(crate) fn delete(&self, user: UserId, target: Target) -> Submitted<Changed> {
        submit!(self, delete(user, target))
    }

    /// Deletes all messages of a person who is shut out, and so writes no more. The changes of others go on between its steps.
    /// If it is interrupted, it may be repeated.
    ///
    /// `Forbidden` if the actor is no administrator or the person is not shut out.
    pub(crate) async fn delete_all_of(
        &self,
        actor: UserId,
        author: UserId,
    ) -> Result<(), StoreError> {
        let mut next = Some(ClientId::default());
        while let Some(from) = next {
            next = submit!(self, delete_all_of(actor, author, from)).await?;
        }
        Ok(())
    }
}

/// The most messages that one change deletes, so that nobody waits long for it.
const BATCH: i64 = 100;

async fn delete(tx: &mut Tx<'_>, user: UserId, target: Target) -> Result<Changed, StoreError> {
    let message = messages::seen(tx, target, user).await?;
    people::require_author_or_administrator(tx, message.author, user).await?;
    if message.deleted {
        return Ok(Changed::new(&message, None));
    }
    let seq = erase(tx, user, &message).await?;
    Ok(Changed::new(&message, Some(seq)))
}

/// Deletes some of a person's messages, from the `client_id` `from` on. Returns the last one, or `None` if there were none.
/// The nil UUID is before all.
async fn delete_all_of(
    tx: &mut Tx<'_>,
    actor: UserId,
    author: UserId,
    from: ClientId,
) -> Result<Option<ClientId>, StoreError> {
    people::administrator(tx, actor).await?;
    if !people::person(tx, author).await?.is_shut_out() {
        return Err(StoreError::Forbidden);
    }
    let rows = message_rows!(
        "WHERE m.author = ? AND m.client_id >= ? AND m.deleted_at IS NULL ORDER BY m.client_id LIMIT ?",
        author.0,
        from.0,
        BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    let last = rows.last().map(|row| row.client_id);
    for row in rows {
        erase(tx, actor, &row).await?;
    }
    Ok(last)
}

/// Deletes a message and tells the room. Returns the number of the event.
async fn erase(tx: &mut Tx<'_>, actor: UserId, message: &StoredMessage) -> Result<u64, StoreError> {
    pins::forget(tx, message, actor).await?;
    saved::forget(tx, message.id, actor).await?;
    blank(tx, message.id).await?;
    let thread = match message.reply_to {
        Some(root) => threads::summary(tx, root).await?,
        None => None,
    };
    let nobody = Called::default();
    let concerned = mentions::replace(tx, message, &nobody).await?;
    let deleted = EventKind::MessageDeleted {
        message: message.id,
        message_seq: message.seq,
        author: message.author,
        reply_to: message.reply_to,
        also_in_room: message.in_room && message.reply_to.is_some(),
        thread,
    };
    let seq = tx
        .emit(StreamId::Room(message.room), actor, deleted)
        .await?;
    followers::deleted(tx, actor, message).await?;
    recount::tell(tx, message, &concerned).await?;
    Ok(seq)
}

/// Erases the text of a message, with all that is added to it.
pub(super) async fn blank(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    documents::remove(tx, message).await?;
    sqlx::query!(
        "UPDATE messages SET body = '', edited_at = NULL, deleted_at = ?, fingerprint = NULL WHERE id = ?",
        tx.at.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("DELETE FROM message_versions WHERE message = ?", message.0)
        .execute(&mut **tx)
        .await?;
    sqlx::query!("DELETE FROM reactions WHERE message = ?", message.0)
        .execute(&mut **tx)
        .await?;
    mention_list::remove(tx, message).await?;
    previews::forget(tx, message).await?;
    attachments::detach(tx, message).await
}
