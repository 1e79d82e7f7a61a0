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

/// So many of the first bytes tell what a file is.
const HEAD: usize = 8 * 1024;

/// A file on its way in, in the folder but not in its place. Dropped before that, it is gone.
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

    /// Takes more bytes in.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).await
    }

    /// How many bytes have come.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until what was written can be read.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.file.flush().await
    }

    /// Puts all that has come on disk. Returns its hash and size.
    pub(super) async fn finish(&mut self) -> io::Result<(FileHash, u64)> {
        self.flush().await?;
        self.file.sync_all().await?;
        let hash = self.hash.clone().finalize();
        Ok((hash.into(), self.size))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Once it is in its place it is not here any more; and what stays is cleared at the next start.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Puts the names in a folder on disk.
pub(crate) async fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder).await?.sync_all().await
}
