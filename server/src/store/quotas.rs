//! Quotas of files.

use super::{Store, StoreError, from_sql, members, rooms};
use protocol::{RoomId, UserId};
use sqlx::SqliteConnection;

const MEGABYTE: u64 = 1_000_000;

/// The quotas for a person's uploads, and how much of them is used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileQuota {
    /// The largest file, in megabytes.
    pub(crate) file_mb: u64,
    /// The bound for all files of the person, in megabytes.
    person_mb: u64,
    /// The bound for all files, in megabytes.
    total_mb: u64,
    /// The size of the person's files, in bytes.
    own: u64,
    /// The size of all files, in bytes.
    total: u64,
}

impl FileQuota {
    /// `QuotaUsed` or `WorkspaceFull` if one more file of so many bytes breaks a quota.
    pub(crate) fn check(&self, bytes: u64) -> Result<(), StoreError> {
        if self.own.saturating_add(bytes) > self.person_mb.saturating_mul(MEGABYTE) {
            return Err(StoreError::QuotaUsed(self.person_mb));
        }
        if self.total.saturating_add(bytes) > self.total_mb.saturating_mul(MEGABYTE) {
            return Err(StoreError::WorkspaceFull(self.total_mb));
        }
        Ok(())
    }
}

impl Store {
    /// Returns the quota for a person's uploads to a room. `NotFound` if they are no member, `ReadOnly` if they may not
    /// post, `Archived`.
    pub(crate) async fn file_quota(
        &self,
        user: UserId,
        room: RoomId,
    ) -> Result<FileQuota, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        rooms::require_post(&mut view, room, user).await?;
        quota(&mut view, user).await
    }
}

/// Returns the quota of a person.
pub(super) async fn quota(
    connection: &mut SqliteConnection,
    person: UserId,
) -> Result<FileQuota, StoreError> {
    let row = sqlx::query!(
        r#"SELECT file_limit_mb, person_quota_mb, total_quota_mb,
               coalesce((SELECT bytes FROM file_usage WHERE person = ?), 0) AS "own!: i64",
               coalesce((SELECT sum(bytes) FROM file_usage), 0) AS "total!: i64"
           FROM workspace"#,
        person.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound)?;
    Ok(FileQuota {
        file_mb: from_sql(row.file_limit_mb),
        person_mb: from_sql(row.person_quota_mb),
        total_mb: from_sql(row.total_quota_mb),
        own: from_sql(row.own),
        total: from_sql(row.total),
    })
}
