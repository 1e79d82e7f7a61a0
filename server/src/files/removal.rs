use super::{FileHash, Files, content::hash_of};
use std::{
    io,
    time::{Duration, SystemTime},
};
use tokio::fs;

/// What is in the folder for no longer than this may still be on its way into the store.
const YOUNG: Duration = Duration::from_secs(24 * 60 * 60);

impl Files {
    /// Takes content away unless it is `used`, which is asked while nobody can begin to use it.
    ///
    /// # Errors
    /// What `used` says, or where the folder cannot be written.
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
            match fs::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// All content that is old enough to be known to the store, if it is anyone's; also where only its thumbnail is left.
    ///
    /// # Errors
    /// Where the folder cannot be read.
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
    // A clock that was set back makes it young.
    SystemTime::now()
        .duration_since(modified)
        .is_ok_and(|age| age > YOUNG)
}
