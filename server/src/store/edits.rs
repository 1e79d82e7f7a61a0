use super::{
    Pending, Store, StoreError,
    change::{Change, Tx},
    follows, mentions,
    messages::{self, Changed, Target},
    people, previews, rooms,
    text::Text,
};
use app::{
    model::{Message, MessageVersion, Role, StreamId, Timestamp, UserId},
    protocol::EventKind,
};
use sqlx::SqliteConnection;

impl Store {
    /// Puts another text in the place of a message's own; the same text changes nothing. `here` are those who are active,
    /// in whatever room: an `@here` that the text gains calls them, one that it had goes on calling whom it called.
    ///
    /// Yields `NotFound` for a message that is deleted or that the person may not see, `Forbidden` for another's,
    /// `Archived`, `Empty`, `Invisible`, or `TooLong`.
    pub(crate) fn edit(
        &self,
        user: UserId,
        target: Target,
        body: String,
        here: Vec<UserId>,
    ) -> Result<Pending<Changed>, StoreError> {
        let text = Text::read(body).and_then(|text| text.admitted(false));
        let edit = Edit {
            user,
            target,
            text,
            here,
        };
        self.writer.submit(edit)
    }

    /// The earlier texts of a message, newest first, for its author and administrators: `Forbidden` for others,
    /// `NotFound` for a message that is deleted or that the person may not see.
    pub(crate) async fn versions(
        &self,
        user: UserId,
        target: Target,
    ) -> Result<Vec<MessageVersion>, StoreError> {
        let mut view = self.view().await?;
        let message = messages::present(&mut view, target, user).await?;
        require_say(&mut view, &message, user).await?;
        let rows = sqlx::query!(
            "SELECT body, at FROM message_versions WHERE message = ? ORDER BY number DESC",
            message.id.0
        )
        .fetch_all(&mut *view)
        .await?;
        let version = |body, at| MessageVersion {
            body,
            at: Timestamp(at),
        };
        Ok(rows
            .into_iter()
            .map(|row| version(row.body, row.at))
            .collect())
    }
}

/// `Forbidden` unless the message is the person's own, or they are an administrator.
pub(super) async fn require_say(
    connection: &mut SqliteConnection,
    message: &Message,
    user: UserId,
) -> Result<(), StoreError> {
    if message.author == user
        || people::user_of(connection, user).await?.role == Role::Administrator
    {
        Ok(())
    } else {
        Err(StoreError::Forbidden)
    }
}

struct Edit {
    user: UserId,
    target: Target,
    text: Result<Text, StoreError>,
    here: Vec<UserId>,
}

impl Change for Edit {
    type Output = Changed;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Changed, StoreError> {
        let message = messages::present(&mut *tx.connection, self.target, self.user).await?;
        if message.author != self.user {
            return Err(StoreError::Forbidden);
        }
        let Text { body, mentions, .. } = self.text?;
        if body == message.body {
            return Ok(Changed::new(&message, None));
        }
        rooms::require_in_use(&mut *tx.connection, message.room).await?;
        keep_version(tx, &message).await?;
        sqlx::query!(
            "UPDATE messages SET body = ?, edited_at = ? WHERE id = ?",
            body,
            tx.at.0,
            message.id.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let called =
            mentions::of_edit(&mut *tx.connection, &message, &mentions, &self.here).await?;
        let concerned = mentions::replace(&mut *tx.connection, &message, &called).await?;
        let text = body.clone();
        let edited = EventKind::MessageEdited {
            message: message.id,
            body,
        };
        let seq = tx
            .emit(StreamId::Room(message.room), self.user, edited)
            .await?;
        mentions::recount(tx, &message, &concerned).await?;
        follows::edited(tx, &message, &mentions.people).await?;
        previews::keep_linked(tx, &message, &text).await?;
        Ok(Changed::new(&message, Some(seq)))
    }
}

/// Keeps the text that a message has now as an earlier one.
async fn keep_version(tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    let written = message.edited_at.unwrap_or(message.at);
    sqlx::query!(
        "INSERT INTO message_versions (message, number, body, at)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3 FROM message_versions WHERE message = ?1",
        message.id.0,
        message.body,
        written.0
    )
    .execute(&mut *tx.connection)
    .await?;
    Ok(())
}
