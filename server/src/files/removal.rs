//! Removal of contents that no file refers to.

use super::{FileHash, Files, content::hash_of, existing};
use std::{
    io,
    time::{Duration, SystemTime},
};
use tokio::fs;

/// Younger contents may not be in the store yet.
const YOUNG: Duration = Duration::from_secs(24 * 60 * 60);

impl Files {
    /// Removes a content unless it is `used`, which is awaited while no upload can begin to use it.
    ///
    /// # Errors
    /// That of `used`, or if the folder cannot be written.
    pub(crate) async fn remove_unless<E: From<io::Error>>(
        &self,
        hash: FileHash,
        used: impl Future<Output = Result<bool, E>>,
    ) -> Result<(), E> {
        let _alone = self.settling.write().await;
        if used.await? {
            return Ok(());
        }
        for path in [self.content(hash), self.thumbnail(hash)] {
            existing(fs::remove_file(path).await)?;
        }
        Ok(())
    }

    /// Returns all contents that are old enough to be in the store, also those of which only the thumbnail is left.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(crate) async fn old_content(&self) -> io::Result<Vec<FileHash>> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let mut entries = fs::read_dir(folder).await?;
            while let Some(entry) = entries.next_entry().await? {
                let data = entry.metadata().await?;
                let path = entry.path();
                let name = path.file_stem().and_then(|name| name.to_str());
                if data.is_dir() && entry.file_name().len() == 2 {
                    folders.push(path);
                } else if let Some(hash) = name.and_then(hash_of)
                    && is_old(data.modified()?)
                {
                    found.push(hash);
                }
            }
        }
        Ok(found)
    }
}

fn is_old(modified: SystemTime) -> bool {
    // It counts as young if the clock was set back.
    SystemTime::now()
        .duration_since(modified)
        .is_ok_and(|age| age > YOUNG)
}
