//! Previews of the pages that messages link to.

use super::{
    Store, StoreError,
    messages::{self, Changed, StoredMessage, Target},
    pages::{FoundPage, columns, picture, small},
};
use crate::{preview::links, store::engine::change::Tx};
use protocol::{Event, EventKind, Message, MessageId, Preview, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Returns whether the workspace wants previews of links.
    pub(crate) async fn wants_previews(&self) -> Result<bool, StoreError> {
        let on = sqlx::query_scalar!("SELECT link_previews FROM workspace")
            .fetch_optional(&self.readers)
            .await?;
        Ok(on.unwrap_or(false))
    }

    /// Adds previews of pages to a message: only of links that it still has, and none that its author removed before.
    pub(crate) async fn add_previews(
        &self,
        message: MessageId,
        found: Vec<(String, FoundPage)>,
    ) -> Result<(), StoreError> {
        submit!(self, add_previews(message, found)).await
    }

    /// Removes a preview for good. A second time changes nothing.
    ///
    /// `NotFound` if the person may not see the message or it never had this preview; `Forbidden` unless they are its author.
    pub(crate) async fn remove_preview(
        &self,
        user: UserId,
        message: MessageId,
        number: u16,
    ) -> Result<Changed, StoreError> {
        submit!(self, remove_preview(user, message, number)).await
    }
}

/// Selects the previews that are not removed, each with the `seq` of its message. The SQL goes on after `WHERE`.
macro_rules! previews {
    ($sql:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query!(
            "SELECT m.seq, p.number, p.url, p.title, p.text, p.site, p.picture, p.width, p.height
               FROM messages m JOIN previews p ON p.message = m.id WHERE NOT p.removed AND " + $sql
            $(, $argument)*
        )
        .map(|row| {
            let preview = Preview {
                number: small(row.number),
                url: row.url,
                title: row.title,
                text: row.text,
                site: row.site,
                picture: picture(row.picture, row.width, row.height),
            };
            (row.seq, preview)
        })
    };
}

/// Adds their previews to messages of a room, in rising `seq`.
pub(super) async fn add_to(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    let seqs = messages::seqs(&*messages);
    let previews = previews!(
        "m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) ORDER BY m.seq, p.number",
        room.0,
        seqs
    );
    for (seq, preview) in previews.fetch_all(connection).await? {
        if let Some(message) = messages::by_seq(messages, seq) {
            message.previews.push(preview);
        }
    }
    Ok(())
}

/// Adds the previews, as they are now, to events of the log.
pub(super) async fn fill(
    connection: &mut SqliteConnection,
    events: &mut [Event],
) -> Result<(), StoreError> {
    for event in events {
        if let EventKind::PreviewChanged { message, previews } = &mut event.kind {
            *previews = of_message(&mut *connection, *message).await?;
        }
    }
    Ok(())
}

/// Removes the previews of links that a message no longer has, and tells the room.
pub(super) async fn keep_linked(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    body: &str,
) -> Result<(), StoreError> {
    let previews = of_message(tx, message.id).await?;
    if previews.is_empty() {
        return Ok(());
    }
    let links = links(body);
    let mut gone = false;
    for preview in previews {
        if !links.contains(&preview.url) {
            gone = true;
            sqlx::query!(
                "DELETE FROM previews WHERE message = ? AND number = ?",
                message.id.0,
                preview.number
            )
            .execute(&mut **tx)
            .await?;
        }
    }
    if gone {
        tell(tx, message, message.author).await?;
    }
    Ok(())
}

/// Removes the previews of a deleted message.
pub(super) async fn forget(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM previews WHERE message = ?", message.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the previews of a message.
async fn of_message(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<Vec<Preview>, StoreError> {
    let previews = previews!("m.id = ? ORDER BY p.number", message.0);
    let previews = previews.fetch_all(connection).await?;
    Ok(previews.into_iter().map(|(_, preview)| preview).collect())
}

/// Tells the room the previews of a message.
async fn tell(tx: &mut Tx<'_>, message: &StoredMessage, actor: UserId) -> Result<u64, StoreError> {
    let changed = EventKind::PreviewChanged {
        message: message.id,
        previews: of_message(tx, message.id).await?,
    };
    tx.emit(StreamId::Room(message.room), actor, changed).await
}

async fn add_previews(
    tx: &mut Tx<'_>,
    message: MessageId,
    found: Vec<(String, FoundPage)>,
) -> Result<(), StoreError> {
    let Some(message) = messages::any(tx, message).await? else {
        return Ok(());
    };
    let links = links(&message.body);
    let mut added = 0;
    for (url, page) in &found {
        if links.contains(url) {
            added += add(tx, message.id, url, page).await?;
        }
    }
    if added > 0 {
        tell(tx, &message, message.author).await?;
    }
    Ok(())
}

/// Adds a preview. Returns how many were added: 0 if the message has had a preview of this address before.
async fn add(
    tx: &mut Tx<'_>,
    message: MessageId,
    url: &str,
    page: &FoundPage,
) -> Result<u64, StoreError> {
    let (picture, width, height) = columns(page.picture.as_ref());
    let added = sqlx::query!(
        "INSERT INTO previews (message, number, url, title, text, site, picture, width, height)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM previews WHERE message = ?1
         ON CONFLICT (message, url) DO NOTHING",
        message.0,
        url,
        page.title,
        page.text,
        page.site,
        picture,
        width,
        height
    )
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected())
}

async fn remove_preview(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
    number: u16,
) -> Result<Changed, StoreError> {
    let target = Target::anywhere(message);
    let message = messages::present(tx, target, user).await?;
    if message.author != user {
        return Err(StoreError::Forbidden);
    }
    let removed = sqlx::query_scalar!(
        "SELECT removed FROM previews WHERE message = ? AND number = ?",
        message.id.0,
        number
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(StoreError::NotFound)?;
    if removed {
        return Ok(Changed::new(&message, None));
    }
    // The row stays, without its content, so that the preview does not come back.
    sqlx::query!(
        "UPDATE previews
            SET removed = 1, title = '', text = NULL, site = '', picture = NULL, width = NULL, height = NULL
          WHERE message = ? AND number = ?",
        message.id.0,
        number
    )
    .execute(&mut **tx)
    .await?;
    let seq = tell(tx, &message, user).await?;
    Ok(Changed::new(&message, Some(seq)))
}
