use super::{
    Store, StoreError, from_sql,
    messages::{self, Changed, Target},
};
use crate::{
    preview::links,
    store::engine::change::{Change, Tx},
};
use protocol::{
    Event, EventKind, Message, MessageId, Picture, Preview, RoomId, StreamId, Timestamp, UserId,
};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

/// What was found behind an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPage {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) site: String,
    pub(crate) picture: Option<Picture>,
}

impl Store {
    /// Whether the workspace wants previews of links.
    pub(crate) async fn wants_previews(&self) -> Result<bool, StoreError> {
        let on = sqlx::query_scalar!("SELECT link_previews FROM workspace")
            .fetch_optional(&self.readers)
            .await?;
        Ok(on.unwrap_or(false))
    }

    /// What was found behind an address; the inner none where that was nothing. A page counts if it was found after
    /// `page_since`, and nothing if it was so after `nothing_since`.
    pub(crate) async fn known_page(
        &self,
        url: &str,
        page_since: Timestamp,
        nothing_since: Timestamp,
    ) -> Result<Option<Option<FoundPage>>, StoreError> {
        let hash = hash(url);
        let row = sqlx::query!(
            "SELECT title, text, site, picture, width, height FROM pages
               WHERE url_hash = ?1 AND fetched_at > CASE WHEN title IS NULL THEN ?3 ELSE ?2 END",
            hash,
            page_since.0,
            nothing_since.0
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| {
            Some(FoundPage {
                title: row.title?,
                text: row.text,
                site: row.site,
                picture: picture(row.picture, row.width, row.height),
            })
        }))
    }

    /// Remembers what was found behind an address, and be it nothing.
    pub(crate) async fn keep_page(
        &self,
        url: &str,
        page: Option<FoundPage>,
    ) -> Result<(), StoreError> {
        let url_hash = hash(url);
        self.writer.submit(KeepPage { url_hash, page })?.await
    }

    /// Shows at a message what was found behind its links: only those that it still has, and none that its author has
    /// taken away before.
    pub(crate) async fn add_previews(
        &self,
        message: MessageId,
        found: Vec<(String, FoundPage)>,
    ) -> Result<(), StoreError> {
        self.writer.submit(AddPreviews { message, found })?.await
    }

    /// Takes a preview away for good. Its message's author may; a second time changes nothing.
    ///
    /// `NotFound` for who may not see the message, and for a preview that it never had; `Forbidden` for others.
    pub(crate) async fn remove_preview(
        &self,
        user: UserId,
        message: MessageId,
        number: u16,
    ) -> Result<Changed, StoreError> {
        let change = RemovePreview {
            user,
            message,
            number,
        };
        self.writer.submit(change)?.await
    }

    /// Forgets what was found before `oldest`.
    pub(crate) async fn forget_pages(&self, oldest: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(ForgetPages { oldest })?.await
    }

    /// The files of all pictures that are in use.
    pub(crate) async fn pictures_in_use(&self) -> Result<Vec<String>, StoreError> {
        let pictures = sqlx::query_scalar!(
            r#"SELECT picture AS "picture!" FROM pages WHERE picture IS NOT NULL
               UNION SELECT picture FROM previews WHERE picture IS NOT NULL
               UNION SELECT picture FROM people WHERE picture IS NOT NULL"#
        );
        Ok(pictures.fetch_all(&self.readers).await?)
    }
}

/// Adds their previews to messages of a room, which follow on each other.
pub(super) async fn add_to(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    let seqs = messages::seqs(&*messages);
    let rows = sqlx::query!(
        "SELECT m.seq, p.number, p.url, p.title, p.text, p.site, p.picture, p.width, p.height
           FROM messages m JOIN previews p ON p.message = m.id
           WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) AND NOT p.removed ORDER BY m.seq, p.number",
        room.0,
        seqs
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let place = messages.binary_search_by_key(&from_sql(row.seq), |message| message.seq);
        if let Ok(place) = place {
            messages[place].previews.push(Preview {
                number: small(row.number),
                url: row.url,
                title: row.title,
                text: row.text,
                site: row.site,
                picture: picture(row.picture, row.width, row.height),
            });
        }
    }
    Ok(())
}

/// Puts into events of a log what they left out: previews as they are now.
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

/// Takes away the previews of links that a message no longer has, and tells so.
pub(super) async fn keep_linked(
    tx: &mut Tx<'_>,
    message: &Message,
    body: &str,
) -> Result<(), StoreError> {
    let previews = of_message(&mut *tx.connection, message.id).await?;
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
            .execute(&mut *tx.connection)
            .await?;
        }
    }
    if gone {
        tell(tx, message, message.author).await?;
    }
    Ok(())
}

/// Forgets the previews of a message that is deleted.
pub(super) async fn forget(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM previews WHERE message = ?", message.0)
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// What a message shows of its links.
async fn of_message(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<Vec<Preview>, StoreError> {
    let rows = sqlx::query!(
        "SELECT number, url, title, text, site, picture, width, height FROM previews
         WHERE message = ? AND NOT removed ORDER BY number",
        message.0
    )
    .fetch_all(connection)
    .await?;
    let previews = rows.into_iter().map(|row| Preview {
        number: small(row.number),
        url: row.url,
        title: row.title,
        text: row.text,
        site: row.site,
        picture: picture(row.picture, row.width, row.height),
    });
    Ok(previews.collect())
}

async fn tell(tx: &mut Tx<'_>, message: &Message, actor: UserId) -> Result<u64, StoreError> {
    let changed = EventKind::PreviewChanged {
        message: message.id,
        previews: of_message(&mut *tx.connection, message.id).await?,
    };
    tx.emit(StreamId::Room(message.room), actor, changed).await
}

fn hash(url: &str) -> Vec<u8> {
    Sha256::digest(url).to_vec()
}

fn picture(name: Option<String>, width: i64, height: i64) -> Option<Picture> {
    Some(Picture {
        name: name?,
        width: small(width),
        height: small(height),
    })
}

/// A number or a length that was small when it was stored.
fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The columns of a picture.
fn columns(picture: Option<&Picture>) -> (Option<&str>, u16, u16) {
    picture.map_or((None, 0, 0), |picture| {
        (Some(picture.name.as_str()), picture.width, picture.height)
    })
}

struct KeepPage {
    url_hash: Vec<u8>,
    page: Option<FoundPage>,
}

impl Change for KeepPage {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let page = self.page.as_ref();
        let title = page.map(|page| page.title.as_str());
        let text = page.map_or("", |page| &page.text);
        let site = page.map_or("", |page| &page.site);
        let (picture, width, height) = columns(page.and_then(|page| page.picture.as_ref()));
        sqlx::query!(
            "INSERT OR REPLACE INTO pages (url_hash, fetched_at, title, text, site, picture, width, height)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self.url_hash,
            tx.at.0,
            title,
            text,
            site,
            picture,
            width,
            height
        )
        .execute(&mut *tx.connection)
        .await?;
        Ok(())
    }
}

struct AddPreviews {
    message: MessageId,
    found: Vec<(String, FoundPage)>,
}

impl Change for AddPreviews {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Some(message) = messages::any(&mut *tx.connection, self.message).await? else {
            return Ok(());
        };
        let links = links(&message.body);
        let mut added = 0;
        for (url, page) in &self.found {
            if links.contains(url) {
                added += add(tx, message.id, url, page).await?;
            }
        }
        if added > 0 {
            tell(tx, &message, message.author).await?;
        }
        Ok(())
    }
}

/// Returns how many it added: none where the message has had a preview of this address before.
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
    .execute(&mut *tx.connection)
    .await?;
    Ok(added.rows_affected())
}

struct RemovePreview {
    user: UserId,
    message: MessageId,
    number: u16,
}

impl Change for RemovePreview {
    type Output = Changed;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Changed, StoreError> {
        let target = Target::anywhere(self.message);
        let message = messages::present(&mut *tx.connection, target, self.user).await?;
        if message.author != self.user {
            return Err(StoreError::Forbidden);
        }
        let removed = sqlx::query_scalar!(
            "SELECT removed FROM previews WHERE message = ? AND number = ?",
            message.id.0,
            self.number
        )
        .fetch_optional(&mut *tx.connection)
        .await?
        .ok_or(StoreError::NotFound)?;
        if removed {
            return Ok(Changed::new(&message, None));
        }
        // The row stays, so that the preview does not come back; what it said does not.
        sqlx::query!(
            "UPDATE previews SET removed = 1, title = '', text = '', site = '', picture = NULL
             WHERE message = ? AND number = ?",
            message.id.0,
            self.number
        )
        .execute(&mut *tx.connection)
        .await?;
        let seq = tell(tx, &message, self.user).await?;
        Ok(Changed::new(&message, Some(seq)))
    }
}

struct ForgetPages {
    oldest: Timestamp,
}

impl Change for ForgetPages {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        sqlx::query!("DELETE FROM pages WHERE fetched_at < ?", self.oldest.0)
            .execute(&mut *tx.connection)
            .await?;
        Ok(())
    }
}
