//! The list of the messages that mention a person, the newest first. It also has mentions in replies that are in their thread
//! only, which the counts of unread mentions leave out.

use super::{
    Store, StoreError,
    mentions::{self, Called},
    messages::{StoredMessage, message_rows},
};
use crate::store::engine::sql;
use markdown::Mentions;
use protocol::{MentionPage, MessageId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

impl Store {
    /// Returns the messages by others that mention a person, in rooms that the person is in, without what other tables add to
    /// them: the newest first, beginning after the message `after`. At most `limit`, and fewer if their texts are long.
    pub(crate) async fn mentions(
        &self,
        user: UserId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<MentionPage, StoreError> {
        let mut view = self.view().await?;
        let (mut at, mut id) = (i64::MAX, Uuid::max());
        if let Some(MessageId(after)) = after {
            let row = sqlx::query_scalar!("SELECT at FROM messages WHERE id = ?", after);
            // Of a room that is deleted by now. The list begins anew.
            if let Some(time) = row.fetch_optional(&mut *view).await? {
                (at, id) = (time, after);
            }
        }
        let bound = self.page_bound(limit);
        let most = bound.one_more();
        // For each target the newest ones are read, whatever there is in all: the work is bounded by the page and the number
        // of rooms.
        let rows = message_rows!(
            "WHERE m.id IN (
               SELECT unhex(found.value)
               FROM (SELECT ?1 AS target UNION ALL SELECT room FROM memberships WHERE person = ?1) mine,
                 json_each((SELECT json_group_array(hex(message)) FROM (
                   SELECT c.message FROM mention_list c
                   WHERE c.target = mine.target AND (c.at, c.message) < (?2, ?3) AND c.author <> ?1
                     AND EXISTS (SELECT 1 FROM memberships p WHERE p.room = c.room AND p.person = ?1)
                   ORDER BY c.at DESC, c.message DESC LIMIT ?4
                 ))) found
             ) ORDER BY m.at DESC, m.id DESC LIMIT ?4",
            user.0,
            at,
            id,
            most
        )
        .fetch_all(&mut *view)
        .await?;
        let found = rows.len();
        let (rows, _) = bound
            .take(futures::stream::iter(rows.into_iter().map(Ok)))
            .await?;
        let more = rows.len() < found;
        let messages = rows.into_iter().map(StoredMessage::into_bare).collect();
        Ok(MentionPage { messages, more })
    }
}

/// Lists a new message that has these mentions while `here` are active.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<(), StoreError> {
    let called = mentions::of_text(&mut *connection, message, mentions, here).await?;
    insert(connection, message, &called).await
}

/// Lists a `message`, still with its old text, whose new text has these mentions while `here` are active. An `@here` keeps the people who are listed:
/// correcting a word mentions nobody else.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    mentions: &Mentions,
    here: &[UserId],
) -> Result<(), StoreError> {
    let mut here = here.to_vec();
    if mentions.here
        && markdown::read(&message.body, &markdown::EMOJI)
            .mentions
            .here
    {
        let listed = sqlx::query_scalar!(
            "SELECT target FROM mention_list WHERE message = ? AND target <> room",
            message.id.0
        )
        .fetch_all(&mut *connection)
        .await?;
        let named = markdown::mentioned_people(&message.body);
        here = listed.into_iter().map(UserId).collect();
        here.retain(|person| !named.contains(person));
    }
    let called = mentions::of_text(&mut *connection, message, mentions, &here).await?;
    remove(&mut *connection, message.id).await?;
    insert(connection, message, &called).await
}

/// Removes a message from the lists.
pub(super) async fn remove(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM mention_list WHERE message = ?", message.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    called: &Called,
) -> Result<(), StoreError> {
    let everyone = called.everyone.then_some(message.room.0);
    let people = called.people.iter().map(|person| person.0);
    let targets = everyone.into_iter().chain(people);
    let targets: Vec<_> = targets.map(|target| sql::hex(UserId(target))).collect();
    if targets.is_empty() {
        return Ok(());
    }
    let targets = sql::json(&targets)?;
    sqlx::query!(
        "INSERT INTO mention_list (target, at, message, room, author)
         SELECT unhex(value), ?, ?, ?, ? FROM json_each(?)",
        message.at.0,
        message.id.0,
        message.room.0,
        message.author.0,
        targets
    )
    .execute(connection)
    .await?;
    Ok(())
}
