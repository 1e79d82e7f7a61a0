//! Pages that were fetched lately, for the previews of links to them.

use super::{Store, StoreError};
use crate::store::engine::change::Tx;
use protocol::{Picture, Timestamp};
use sha2::{Digest as _, Sha256};

/// The part of a page that a preview shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPage {
    pub(crate) title: String,
    pub(crate) text: Option<String>,
    pub(crate) site: String,
    pub(crate) picture: Option<Picture>,
}

impl Store {
    /// Returns the page at an address, if it was fetched lately. The inner `None` means that there was nothing to show. A page
    /// counts if it was fetched after `page_since`, the lack of one if that was found after `nothing_since`.
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
                site: row.site?,
                picture: picture(row.picture, row.width, row.height),
            })
        }))
    }

    /// Stores the page at an address. `None` means that there was nothing to show.
    pub(crate) async fn keep_page(
        &self,
        url: &str,
        page: Option<FoundPage>,
    ) -> Result<(), StoreError> {
        let url_hash = hash(url);
        submit!(self, keep_page(url_hash, page)).await
    }

    /// Deletes the pages that were fetched before `oldest`.
    pub(crate) async fn forget_pages(&self, oldest: Timestamp) -> Result<(), StoreError> {
        submit!(self, forget_pages(oldest)).await
    }

    /// Returns the file names of all small pictures in use: of pages, previews, people and emoji.
    pub(crate) async fn pictures_in_use(&self) -> Result<Vec<String>, StoreError> {
        let pictures = sqlx::query_scalar!(
            r#"SELECT picture AS "picture!" FROM pages WHERE picture IS NOT NULL
               UNION SELECT picture FROM previews WHERE picture IS NOT NULL
               UNION SELECT picture FROM people WHERE picture IS NOT NULL
               UNION SELECT picture FROM custom_emoji"#
        );
        Ok(pictures.fetch_all(&self.readers).await?)
    }
}

fn hash(url: &str) -> Vec<u8> {
    Sha256::digest(url).to_vec()
}

/// Returns a picture from its columns.
pub(super) fn picture(
    name: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
) -> Option<Picture> {
    Some(Picture {
        name: name?,
        width: small(width?),
        height: small(height?),
    })
}

/// Converts a number that was a `u16` when it was stored.
pub(super) fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Returns the columns of a picture.
pub(super) fn columns(picture: Option<&Picture>) -> (Option<&str>, Option<u16>, Option<u16>) {
    (
        picture.map(|picture| picture.name.as_str()),
        picture.map(|picture| picture.width),
        picture.map(|picture| picture.height),
    )
}

async fn keep_page(
    tx: &mut Tx<'_>,
    url_hash: Vec<u8>,
    page: Option<FoundPage>,
) -> Result<(), StoreError> {
    let page = page.as_ref();
    let title = page.map(|page| page.title.as_str());
    let text = page.and_then(|page| page.text.as_deref());
    let site = page.map(|page| page.site.as_str());
    let (picture, width, height) = columns(page.and_then(|page| page.picture.as_ref()));
    sqlx::query!(
        "INSERT OR REPLACE INTO pages (url_hash, fetched_at, title, text, site, picture, width, height)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        url_hash,
        tx.at.0,
        title,
        text,
        site,
        picture,
        width,
        height
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn forget_pages(tx: &mut Tx<'_>, oldest: Timestamp) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM pages WHERE fetched_at < ?", oldest.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
