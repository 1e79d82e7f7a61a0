//! Free space on the disk of the data folder. A part of it is reserved for messages.

use std::{io, path::Path, sync::Arc};
use tokio::task::spawn_blocking;

/// Bounds of the space that files may take. Clones share them.
#[derive(Clone)]
pub(crate) struct Space {
    folder: Arc<Path>,
    /// Bytes that files leave free.
    reserve: u64,
    /// Space is short with fewer free bytes.
    short: u64,
}

impl Space {
    pub(crate) fn new(folder: &Path, reserve: u64, short: u64) -> Self {
        Self {
            folder: folder.into(),
            reserve,
            short,
        }
    }

    /// Returns whether `bytes` can be written without touching the reserve.
    ///
    /// # Errors
    /// If the file system cannot be queried.
    pub(crate) async fn has_room_for(&self, bytes: u64) -> io::Result<bool> {
        Ok(self.free().await? >= self.reserve.saturating_add(bytes))
    }

    /// Returns whether space is short, so that unused uploads are removed sooner.
    ///
    /// # Errors
    /// If the file system cannot be queried.
    pub(crate) async fn is_short(&self) -> io::Result<bool> {
        Ok(self.free().await? < self.short)
    }

    async fn free(&self) -> io::Result<u64> {
        let folder = Arc::clone(&self.folder);
        let read = spawn_blocking(move || rustix::fs::statvfs(&*folder)).await;
        let disk = read.map_err(io::Error::other)??;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn files_leave_the_reserve_free() {
        let folder = tempfile::tempdir().expect("a folder");
        let space = |reserve, short| Space::new(folder.path(), reserve, short);
        assert!(space(0, 0).has_room_for(1).await.expect("read"));
        assert!(!space(0, 0).has_room_for(u64::MAX).await.expect("read"));
        assert!(!space(u64::MAX, 0).has_room_for(0).await.expect("read"));
        assert!(!space(0, 0).is_short().await.expect("read"));
        assert!(space(0, u64::MAX).is_short().await.expect("read"));
    }
}
