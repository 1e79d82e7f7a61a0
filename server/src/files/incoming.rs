//! Uploads that are being written.

use super::FileHash;
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::{
    fs::{File, OpenOptions},
    io::AsyncWriteExt as _,
};
use uuid::Uuid;

/// The media type is found from so many first bytes.
const HEAD: usize = 8 * 1024;

/// Upload under a temporary name. Dropping it deletes the file, unless it was moved to its place.
pub(crate) struct Incoming {
    path: PathBuf,
    file: File,
    hash: Sha256,
    head: Vec<u8>,
    size: u64,
}

impl Incoming {
    pub(super) async fn create(folder: &Path) -> io::Result<Self> {
        let path = folder.join(Uuid::now_v7().to_string());
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .await?;
        Ok(Self {
            path,
            file,
            hash: Sha256::new(),
            head: Vec::new(),
            size: 0,
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// If they cannot be written.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).await
    }

    /// Returns the number of bytes so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until all bytes can be read from the file.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.file.flush().await
    }

    /// Syncs the file to disk. Returns its hash and size.
    pub(super) async fn finish(&mut self) -> io::Result<(FileHash, u64)> {
        self.flush().await?;
        self.file.sync_all().await?;
        let hash = self.hash.clone().finalize();
        Ok((hash.into(), self.size))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // The file no longer exists if it was moved to its place. The next start deletes files that remain.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Syncs the names in a folder to disk.
pub(crate) async fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder).await?.sync_all().await
}
