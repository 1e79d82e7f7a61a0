//! Files that people have uploaded.

use super::{Store, StoreError, from_sql, members, quotas, rooms, to_sql};
use crate::{
    files::{Content, FileHash, StoredFile},
    store::engine::change::Tx,
};
use protocol::{Attachment, FileId, RoomId, Timestamp, UserId};
use sqlx::types::Uuid;

/// An upload whose bytes are on disk.
pub(crate) struct NewFile {
    pub(crate) room: RoomId,
    pub(crate) uploader: UserId,
    /// Valid already.
    pub(crate) name: String,
    pub(crate) content: Content,
}

impl Store {
    /// Stores an upload, which its uploader can attach to a message within a week.
    ///
    /// `NotFound` if the uploader is no member, `ReadOnly` if they may not post, `Archived`; `QuotaUsed` or `WorkspaceFull`
    /// if the upload breaks a quota.
    pub(crate) async fn add_file(&self, file: NewFile) -> Result<Attachment, StoreError> {
        submit!(self, add_file(file)).await
    }

    /// Returns a file. `NotFound` if the person may not see its message. A file that is not attached yet is for its uploader
    /// alone.
    pub(crate) async fn file(&self, user: UserId, file: FileId) -> Result<StoredFile, StoreError> {
        let row = sqlx::query!(
            "SELECT f.hash, f.name, f.media_type, f.thumbnail
               FROM files f JOIN memberships s ON s.room = f.room AND s.person = ?1
                 JOIN people p ON p.id = s.person AND p.banned_at IS NULL AND p.deactivated_at IS NULL
               WHERE f.id = ?2 AND (f.message IS NOT NULL OR f.uploader = ?1)",
            user.0,
            file.0
        )
        .fetch_optional(&self.readers)
        .await?;
        let row = row.ok_or(StoreError::NotFound)?;
        Ok(StoredFile {
            hash: hash(&row.hash)?,
            name: row.name,
            media_type: row.media_type,
            thumbnail: row.thumbnail,
        })
    }

    /// Returns whether any file has this content.
    pub(crate) async fn has_content(&self, content: FileHash) -> Result<bool, StoreError> {
        let content = content.as_slice();
        Ok(sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM files WHERE hash = ?) AS "has!: bool""#,
            content
        )
        .fetch_one(&self.readers)
        .await?)
    }

    /// Removes the uploads from before `oldest` that no message has, sent or scheduled.
    pub(crate) async fn drop_unsent(&self, oldest: Timestamp) -> Result<(), StoreError> {
        submit!(self, drop_unsent(oldest)).await
    }
}

/// A row of the table of files, as far as members may see it.
pub(super) struct FileRow {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) size: i64,
    pub(super) width: Option<i64>,
    pub(super) height: Option<i64>,
    pub(super) excerpt: Option<String>,
}

/// Returns the [`FileRow`] in a row of a query that selects more columns.
macro_rules! file_row {
    ($row:ident) => {
        $crate::store::files::FileRow {
            id: $row.id,
            name: $row.name,
            media_type: $row.media_type,
            size: $row.size,
            width: $row.width,
            height: $row.height,
            excerpt: $row.excerpt,
        }
    };
}
pub(super) use file_row;

impl From<FileRow> for Attachment {
    fn from(row: FileRow) -> Self {
        Self {
            id: FileId(row.id),
            name: row.name,
            media_type: row.media_type,
            size: from_sql(row.size),
            width: row.width.map(from_sql),
            height: row.height.map(from_sql),
            excerpt: row.excerpt,
        }
    }
}

/// Notes that these contents have one file less each, as the transaction's news.
pub(super) fn free(tx: &mut Tx<'_>, hashes: &[Vec<u8>]) -> Result<(), StoreError> {
    for bytes in hashes {
        tx.free(hash(bytes)?);
    }
    Ok(())
}

fn hash(bytes: &[u8]) -> Result<FileHash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Corrupt("hash of a file"))
}

async fn add_file(tx: &mut Tx<'_>, file: NewFile) -> Result<Attachment, StoreError> {
    members::require(tx, file.room, file.uploader).await?;
    rooms::require_post(tx, file.room, file.uploader).await?;
    let content = file.content;
    let quota = quotas::quota(tx, file.uploader).await?;
    quota.check(content.size)?;
    let (id, hash, size) = (
        Uuid::now_v7(),
        content.hash.as_slice(),
        to_sql(content.size),
    );
    let picture = content.image.as_ref();
    let (width, height) = (
        picture.map(|picture| i64::from(picture.width)),
        picture.map(|picture| i64::from(picture.height)),
    );
    let thumbnail = picture.map(|picture| picture.thumbnail);
    sqlx::query!(
        "INSERT INTO files (id, hash, name, media_type, size, width, height, thumbnail, excerpt, uploader, room, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        hash,
        file.name,
        content.media_type,
        size,
        width,
        height,
        thumbnail,
        content.excerpt,
        file.uploader.0,
        file.room.0,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    let row = FileRow {
        id,
        name: file.name,
        media_type: content.media_type.to_owned(),
        size,
        width,
        height,
        excerpt: content.excerpt,
    };
    Ok(row.into())
}

async fn drop_unsent(tx: &mut Tx<'_>, oldest: Timestamp) -> Result<(), StoreError> {
    let hashes = sqlx::query_scalar!(
        "DELETE FROM files WHERE message IS NULL AND scheduled IS NULL AND created_at < ? RETURNING hash",
        oldest.0
    )
    .fetch_all(&mut **tx)
    .await?;
    free(tx, &hashes)
}
