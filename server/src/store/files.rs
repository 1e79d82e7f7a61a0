use super::{Store, StoreError, from_sql, members, quotas, rooms, to_sql};
use crate::{
    files::{Content, FileHash, StoredFile},
    store::engine::change::{Change, Tx},
};
use protocol::{Attachment, FileId, RoomId, Timestamp, UserId};
use sqlx::types::Uuid;

/// A file whose bytes are on disk, about to be known.
pub(crate) struct NewFile {
    pub(crate) room: RoomId,
    pub(crate) uploader: UserId,
    /// Checked already.
    pub(crate) name: String,
    pub(crate) content: Content,
}

impl Store {
    /// Makes an upload known, to be attached to a message of its uploader's within a week.
    ///
    /// `NotFound` where the uploader is no member, `Forbidden` where they may not post, `Archived`; `QuotaUsed` and
    /// `WorkspaceFull` where it breaks a quota.
    pub(crate) async fn add_file(&self, file: NewFile) -> Result<Attachment, StoreError> {
        self.writer.submit(file)?.await
    }

    /// A file and where its bytes are; `NotFound` for who may not see the message that it came with, and for what was
    /// not sent yet for all but its uploader.
    pub(crate) async fn file(&self, user: UserId, file: FileId) -> Result<StoredFile, StoreError> {
        let row = sqlx::query!(
            r#"SELECT f.hash, f.name, f.media_type, f.thumbnail
               FROM files f JOIN memberships s ON s.room = f.room AND s.person = ?1
                 JOIN people p ON p.id = s.person AND p.banned_at IS NULL AND p.deactivated_at IS NULL
               WHERE f.id = ?2 AND (f.message IS NOT NULL OR f.uploader = ?1)"#,
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

    /// Whether any file has this content.
    pub(crate) async fn has_content(&self, content: FileHash) -> Result<bool, StoreError> {
        let content = content.as_slice();
        Ok(sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM files WHERE hash = ?) AS "has!: bool""#,
            content
        )
        .fetch_one(&self.readers)
        .await?)
    }

    /// Takes the uploads away that were not sent, nor wait for that, and came before `oldest`.
    pub(crate) async fn drop_unsent(&self, oldest: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(DropUnsent { oldest })?.await
    }
}

/// What everyone may know of a file.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) size: i64,
    pub(super) width: Option<i64>,
    pub(super) height: Option<i64>,
}

impl From<Row> for Attachment {
    fn from(row: Row) -> Self {
        Self {
            id: FileId(row.id),
            name: row.name,
            media_type: row.media_type,
            size: from_sql(row.size),
            width: row.width.map(from_sql),
            height: row.height.map(from_sql),
        }
    }
}

pub(super) fn hash(bytes: &[u8]) -> Result<FileHash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Corrupt("hash of a file"))
}

impl Change for NewFile {
    type Output = Attachment;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Attachment, StoreError> {
        members::require(&mut *tx.connection, self.room, self.uploader).await?;
        rooms::require_post(&mut *tx.connection, self.room, self.uploader).await?;
        let content = self.content;
        let allowance = quotas::allowance(&mut *tx.connection, self.uploader).await?;
        allowance.check(content.size)?;
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
            "INSERT INTO files (id, hash, name, media_type, size, width, height, thumbnail, uploader, room, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            hash,
            self.name,
            content.media_type,
            size,
            width,
            height,
            thumbnail,
            self.uploader.0,
            self.room.0,
            tx.at.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let row = Row {
            id,
            name: self.name,
            media_type: content.media_type.to_owned(),
            size,
            width,
            height,
        };
        Ok(row.into())
    }
}

struct DropUnsent {
    oldest: Timestamp,
}

impl Change for DropUnsent {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let hashes = sqlx::query_scalar!(
            "DELETE FROM files WHERE message IS NULL AND scheduled IS NULL AND created_at < ? RETURNING hash",
            self.oldest.0
        )
        .fetch_all(&mut *tx.connection)
        .await?;
        for bytes in hashes {
            tx.free(hash(&bytes)?);
        }
        Ok(())
    }
}
