//! Edits of messages.

use super::{
    Store, StoreError, Submitted, followers, mention_list, mentions,
    messages::{self, Changed, Target},
    previews, recount, rooms,
    search::documents,
    text::Text,
    to_sql, versions,
};
use crate::store::engine::change::Tx;
use protocol::{EventKind, StreamId, UserId};

impl Store {
    /// Replaces the text of a message; the same text changes nothing. `here` are the people who are active, in any room: a new
    /// `@here` notifies them, one that was in the text before keeps the people whom it notified.
    ///
    /// Yields `NotFound` if the message is deleted or the person may not see it, `Forbidden` if it is another's, `Archived`,
    /// `Empty`, `Invisible`, or `TooLong`.
    pub(crate) fn edit(
        &self,
        user: UserId,
        target: Target,
        body: String,
        here: Vec<UserId>,
    ) -> Submitted<Changed> {
        let text = Text::read(body).and_then(|text| text.admitted(false));
        submit!(self, edit(user, target, text, here))
    }
}

async fn edit(
    tx: &mut Tx<'_>,
    user: UserId,
    target: Target,
    text: Result<Text, StoreError>,
    here: Vec<UserId>,
) -> Result<Changed, StoreError> {
    let message = messages::present(tx, target, user).await?;
    if message.author != user {
        return Err(StoreError::Forbidden);
    }
    let Text { body, mentions, .. } = text?;
    if body == message.body {
        return Ok(Changed::new(&message, None));
    }
    rooms::require_in_use(tx, message.room).await?;
    versions::keep(tx, &message).await?;
    documents::replace(tx, &message, &body).await?;
    let stream = StreamId::Room(message.room);
    let seq = tx.advance(stream).await?;
    let edit_seq = to_sql(seq);
    sqlx::query!(
        "UPDATE messages SET body = ?, edited_at = ?, edit_seq = ? WHERE id = ?",
        body,
        tx.at.0,
        edit_seq,
        message.id.0
    )
    .execute(&mut **tx)
    .await?;
    let called = mentions::of_edit(tx, &message, &mentions, &here).await?;
    let concerned = mentions::replace(tx, &message, &called).await?;
    mention_list::replace(tx, &message, &mentions, &here).await?;
    let text = body.clone();
    let edited = EventKind::MessageEdited {
        message: message.id,
        body,
    };
    tx.append(stream, seq, user, edited).await?;
    recount::tell(tx, &message, &concerned).await?;
    followers::edited(tx, &message, &mentions.people).await?;
    previews::keep_linked(tx, &message, &text).await?;
    Ok(Changed::new(&message, Some(seq)))
}
