//! The folder of what people upload: each content once, named by its hash, however many files have it. Nothing here
//! knows whose a file is; that is the store's.

mod content;
mod incoming;
mod metadata;
mod picture;
mod removal;

pub(crate) use content::{Content, FileHash, StoredFile};
pub(crate) use incoming::Incoming;

use content::{Examined, examine};
use incoming::sync_folder;
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    fs,
    sync::{OwnedRwLockReadGuard, RwLock, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// Images that are looked into at once: each may take a few hundred megabytes while it is.
const EXAMINERS: usize = 1;
/// How long one waits for an image to be looked into. One that takes longer is an ordinary file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A handle to the folder; clones share it.
#[derive(Clone)]
pub(crate) struct Files {
    folder: Arc<Path>,
    /// Held by all who put content in its place until the store knows it, and by one who takes content away alone.
    settling: Arc<RwLock<()>>,
    examiners: Arc<Semaphore>,
}

/// Content in its place. Until this is dropped nobody takes it away for being nobody's.
pub(crate) struct Settled {
    pub(crate) content: Content,
    _settling: OwnedRwLockReadGuard<()>,
}

impl Files {
    /// Makes the folder inside of the data folder if there is none, and forgets uploads that a stop has cut short.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join("files");
        let incoming = folder.join("incoming");
        match std::fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => std::fs::create_dir_all(incoming)?,
        }
        Ok(Self {
            folder: folder.into(),
            settling: Arc::default(),
            examiners: Arc::new(Semaphore::new(EXAMINERS)),
        })
    }

    /// Begins to take an upload in.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) async fn receive(&self) -> io::Result<Incoming> {
        Incoming::create(&self.folder.join("incoming")).await
    }

    /// Looks into an upload that is complete, and puts it in its place, safe on disk.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) async fn settle(&self, incoming: Incoming) -> io::Result<Settled> {
        let mut incoming = incoming;
        incoming.flush().await?;
        let media_type = content::media_type(incoming.head());
        let examined = self.examine(&incoming, media_type).await?;
        if let Some(clean) = examined.clean {
            let mut written = self.receive().await?;
            written.write(&clean).await?;
            incoming = written;
        }
        let (hash, size) = incoming.finish().await?;
        let settling = Arc::clone(&self.settling).read_owned().await;
        if let Some(thumbnail) = &examined.thumbnail {
            let mut written = self.receive().await?;
            written.write(&thumbnail.bytes).await?;
            written.finish().await?;
            self.put(&written, &self.thumbnail(hash)).await?;
        }
        self.put(&incoming, &self.content(hash)).await?;
        Ok(Settled {
            content: Content {
                hash,
                size,
                media_type,
                picture: examined.thumbnail.as_ref().map(picture::known),
            },
            _settling: settling,
        })
    }

    /// Where the bytes of a file are.
    pub(crate) fn content(&self, hash: FileHash) -> PathBuf {
        content::place(&self.folder, hash)
    }

    /// Where the thumbnail of an image is.
    pub(crate) fn thumbnail(&self, hash: FileHash) -> PathBuf {
        self.content(hash).with_extension("thumbnail")
    }

    async fn put(&self, incoming: &Incoming, place: &Path) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).await?;
        fs::rename(incoming.path(), place).await?;
        // The new names must outlive a power cut as well as the bytes do.
        for folder in folder.ancestors().take(3) {
            sync_folder(folder).await?;
        }
        Ok(())
    }

    /// What an image looks like without what its owner did not mean to tell; nothing of what is no image, or one that
    /// cannot be read within the bounds.
    async fn examine(&self, incoming: &Incoming, media_type: &str) -> io::Result<Examined> {
        let Some(format) = picture::format(media_type, incoming.size()) else {
            return Ok(Examined::default());
        };
        let examiner = Arc::clone(&self.examiners).acquire_owned().await;
        let bytes = fs::read(incoming.path()).await?;
        let work = spawn_blocking(move || {
            let examined = examine(format, bytes.into());
            drop(examiner);
            examined
        });
        Ok(match timeout(PATIENCE, work).await {
            Ok(Ok(examined)) => examined,
            Ok(Err(error)) => {
                tracing::warn!(%error, media_type, "an image could not be looked into");
                Examined::default()
            }
            Err(_) => {
                tracing::warn!(media_type, "an image took too long to look into");
                Examined::default()
            }
        })
    }
}
