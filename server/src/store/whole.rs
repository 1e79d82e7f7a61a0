//! Whole messages: rows of the table of messages, completed with what other tables add to them.

use super::{
    Store, StoreError, attachments,
    messages::{self, StoredMessage, Target},
    pins, previews, reactions, threads,
};
use protocol::{Message, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Returns a message as it is now. `NotFound` if the person may not see it.
    pub(crate) async fn message(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<Message, StoreError> {
        let mut view = self.view().await?;
        let row = messages::seen(&mut view, target, user).await?;
        complete_one(&mut view, row).await
    }
}

/// Completes messages of one room, in rising `seq`, with their reactions, previews, pins, files and threads.
pub(super) async fn complete(
    connection: &mut SqliteConnection,
    rows: Vec<StoredMessage>,
) -> Result<Vec<Message>, StoreError> {
    let Some(room) = rows.first().map(|row| row.room) else {
        return Ok(Vec::new());
    };
    let mut messages: Vec<_> = rows.into_iter().map(StoredMessage::into_bare).collect();
    reactions::add_to(&mut *connection, room, &mut messages).await?;
    previews::add_to(&mut *connection, room, &mut messages).await?;
    pins::add_to(&mut *connection, room, &mut messages).await?;
    attachments::add_to(&mut *connection, room, &mut messages).await?;
    threads::add_to(connection, room, &mut messages).await?;
    Ok(messages)
}

/// Completes one message.
pub(super) async fn complete_one(
    connection: &mut SqliteConnection,
    row: StoredMessage,
) -> Result<Message, StoreError> {
    let completed = complete(connection, vec![row]).await?;
    completed.into_iter().next().ok_or(StoreError::NotFound)
}
