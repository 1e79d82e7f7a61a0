//! The files of a room's messages, as a list.

use super::{Store, StoreError, files::file_row, from_sql, members, to_sql};
use futures::TryStreamExt as _;
use protocol::{
    Attachment, FileKind, MessageId, RoomFile, RoomFilePage, RoomId, Timestamp, UserId, limits,
};

/// The part of a room's files that a page shows.
pub(crate) struct FileFilter {
    /// The page ends before the message with this `seq`. `None` for the newest files.
    pub(crate) before: Option<u64>,
    pub(crate) kind: Option<FileKind>,
    /// A part of the file's name, in any case. Empty for all names.
    pub(crate) name: String,
}

impl Store {
    /// Returns a page of the files of a room's messages, the newest message first. `NotFound` if the person is no member.
    pub(crate) async fn room_files(
        &self,
        user: UserId,
        room: RoomId,
        filter: FileFilter,
    ) -> Result<RoomFilePage, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let before = filter.before.map_or(i64::MAX, to_sql);
        let kind = filter.kind.map(FileKind::as_str);
        let name = filter.name.to_lowercase();
        let mut rows = sqlx::query!(
            r#"SELECT f.id, f.name, f.media_type, f.size, f.width, f.height, f.excerpt,
                      f.seq AS "seq!", m.author, m.at, m.reply_to
               FROM files f JOIN messages m ON m.id = f.message
               WHERE f.room = ?1 AND f.message IS NOT NULL AND f.seq < ?2 AND (?3 IS NULL OR ?3 = CASE
                 WHEN f.width IS NOT NULL THEN 'picture'
                 WHEN f.media_type LIKE 'audio/%' OR f.media_type LIKE 'video/%' THEN 'media'
                 ELSE 'document' END)
               ORDER BY f.seq DESC, f.place"#,
            room.0,
            before,
            kind
        )
        .fetch(&mut *view);
        let mut files: Vec<RoomFile> = Vec::new();
        while let Some(row) = rows.try_next().await? {
            if !row.name.to_lowercase().contains(&name) {
                continue;
            }
            let seq = from_sql(row.seq);
            let is_full = files.len() >= limits::ROOM_FILES_PAGE;
            if is_full && files.last().is_some_and(|last| last.seq != seq) {
                return Ok(RoomFilePage { files, more: true });
            }
            files.push(RoomFile {
                attachment: Attachment::from(file_row!(row)),
                author: UserId(row.author),
                at: Timestamp(row.at),
                seq,
                reply_to: row.reply_to.map(MessageId),
            });
        }
        Ok(RoomFilePage { files, more: false })
    }
}
