//! The folder of uploaded contents, each stored once and named by its hash. The store knows which files they belong to.

mod content;
mod decoding;
mod gif;
mod heif;
mod incoming;
mod metadata;
mod picture;
mod removal;
mod space;
pub(crate) mod thumbnail;
mod tiff;
pub(crate) mod uploads;

pub(crate) use content::{Content, FileHash, PDF, StoredFile, hex};
pub(crate) use incoming::{Incoming, sync_folder};
pub(crate) use space::Space;

use crate::{files::thumbnail::Thumbnail, tuning::Tuning};
use decoding::Decoding;
use image::ImageFormat;
use metadata::Clean;
use protocol::UserId;
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    fs,
    sync::{OwnedRwLockReadGuard, RwLock, Semaphore},
    task::spawn_blocking,
};

/// The largest image whose metadata is removed, in bytes. It is held in memory.
const IMAGE_BYTES: u64 = 64 * 1024 * 1024;
/// The most images whose metadata is removed at once.
const CLEANERS: usize = 2;

/// Handle to the folder. Clones share it.
#[derive(Clone)]
pub(crate) struct Files {
    folder: Arc<Path>,
    /// Read-locked while a content is moved to its place, until the store knows it. Write-locked while one is removed.
    settling: Arc<RwLock<()>>,
    cleaners: Arc<Semaphore>,
    decoding: Decoding,
    space: Space,
}

/// Content in its place. It is not removed as unused until this is dropped.
pub(crate) struct Settled {
    pub(crate) content: Content,
    _settling: OwnedRwLockReadGuard<()>,
}

impl Files {
    /// Opens the folder inside of the data folder, and deletes uploads that a stop interrupted.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(crate) fn open(data: &Path, tuning: &Tuning) -> io::Result<Self> {
        let folder = data.join("files");
        let incoming = folder.join("incoming");
        existing(std::fs::remove_dir_all(&incoming))?;
        std::fs::create_dir_all(incoming)?;
        Ok(Self {
            folder: folder.into(),
            settling: Arc::default(),
            cleaners: Arc::new(Semaphore::new(CLEANERS)),
            decoding: Decoding::new(tuning.picture_patience),
            space: Space::new(data, tuning.disk_reserve, tuning.disk_short),
        })
    }

    /// Returns the bounds of the space that files may take.
    pub(crate) fn space(&self) -> &Space {
        &self.space
    }

    /// Returns the turns of people to decode images.
    pub(crate) fn decoding(&self) -> &Decoding {
        &self.decoding
    }

    /// Begins an upload.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(crate) async fn receive(&self) -> io::Result<Incoming> {
        Incoming::create(&self.folder.join("incoming")).await
    }

    /// Moves a complete upload to its place, safe on disk. An image loses its metadata, and gets a thumbnail if it could be
    /// decoded in time.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(crate) async fn settle(&self, incoming: Incoming, owner: UserId) -> io::Result<Settled> {
        let mut incoming = incoming;
        incoming.flush().await?;
        let media_type = content::media_type(incoming.head());
        let excerpt = content::excerpt(incoming.head(), media_type);
        let mut thumbnail = None;
        if metadata::is_cleaned(media_type)
            && incoming.size() <= IMAGE_BYTES
            && let Some(clean) = self.clean(&incoming, media_type).await?
        {
            incoming = self.receive().await?;
            incoming.write(&clean.bytes).await?;
            incoming.flush().await?;
            if clean.whole
                && let Some(format) = picture::format(media_type)
            {
                // The image does not take memory while it waits to be decoded.
                drop(clean);
                thumbnail = self.thumbnail_of(&incoming, format, owner).await?;
            }
        }
        let (hash, size) = incoming.finish().await?;
        let settling = Arc::clone(&self.settling).read_owned().await;
        if let Some(thumbnail) = &thumbnail {
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
                image: thumbnail.as_ref().map(picture::info),
                excerpt,
            },
            _settling: settling,
        })
    }

    /// Returns the path of a content.
    pub(crate) fn content(&self, hash: FileHash) -> PathBuf {
        content::place(&self.folder, hash)
    }

    /// Returns the path of an image's thumbnail.
    pub(crate) fn thumbnail(&self, hash: FileHash) -> PathBuf {
        self.content(hash).with_extension("thumbnail")
    }

    async fn put(&self, incoming: &Incoming, place: &Path) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).await?;
        fs::rename(incoming.path(), place).await?;
        // The new names must survive a power cut too.
        for folder in folder.ancestors().take(3) {
            sync_folder(folder).await?;
        }
        Ok(())
    }

    /// Returns an image without its metadata. `None` if it is malformed.
    async fn clean(
        &self,
        incoming: &Incoming,
        media_type: &'static str,
    ) -> io::Result<Option<Clean>> {
        let cleaner = Arc::clone(&self.cleaners).acquire_owned().await;
        let bytes = fs::read(incoming.path()).await?;
        let work = spawn_blocking(move || {
            let clean = metadata::strip(media_type, bytes);
            drop(cleaner);
            clean
        });
        // An image that may still have its metadata is not stored.
        work.await.map_err(io::Error::other)
    }

    async fn thumbnail_of(
        &self,
        incoming: &Incoming,
        format: ImageFormat,
        owner: UserId,
    ) -> io::Result<Option<Thumbnail>> {
        let decode = move |bytes: Vec<u8>| picture::thumbnail(format, &bytes);
        let bytes = fs::read(incoming.path());
        let Some(made) = self.decoding.run(owner, bytes, decode).await? else {
            return Ok(None);
        };
        let made = made.inspect_err(|error| tracing::debug!(%error, "an image has no thumbnail"));
        Ok(made.ok())
    }
}

/// Turns the error that a file does not exist into `None`.
pub(crate) fn existing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::types::Uuid;
    use std::{io::Cursor, time::Duration};
    use tempfile::TempDir;

    const ADA: UserId = UserId(Uuid::from_u128(1));
    const GRACE: UserId = UserId(Uuid::from_u128(2));

    fn files(folder: &TempDir, patience: Duration) -> Files {
        let tuning = Tuning {
            picture_patience: patience,
            ..Tuning::default()
        };
        Files::open(folder.path(), &tuning).expect("a folder")
    }

    /// Returns a PNG with a text.
    fn png() -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = image::DynamicImage::new_rgb8(40, 20);
        image
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("written");
        let png = img_parts::png::Png::from_bytes(bytes.into_inner().into());
        let mut png = png.expect("a PNG");
        let text = img_parts::png::PngChunk::new(*b"tEXt", "Comment\0GPS".into());
        png.chunks_mut().insert(1, text);
        png.encoder().bytes().to_vec()
    }

    async fn upload(files: &Files, owner: UserId) -> Content {
        let mut incoming = files.receive().await.expect("a file");
        incoming.write(&png()).await.expect("written");
        let settled = files.settle(incoming, owner).await.expect("settled");
        settled.content.clone()
    }

    #[tokio::test]
    async fn an_image_that_waits_too_long_is_stored_without_metadata_and_thumbnail() {
        let folder = TempDir::new().expect("a folder");
        let files = files(&folder, Duration::from_millis(20));
        let busy = Arc::clone(&files.decoding.permits).acquire_owned().await;
        let content = upload(&files, ADA).await;
        assert_eq!(content.image, None);
        let bytes = std::fs::read(files.content(content.hash)).expect("read");
        assert!(!bytes.windows(3).any(|part| part == b"GPS"));
        drop(busy);
        let content = upload(&files, ADA).await;
        let size = content.image.map(|it| (it.width, it.height));
        assert_eq!(size, Some((40, 20)));
    }

    #[tokio::test]
    async fn the_images_of_one_person_wait_for_each_other_and_not_for_others() {
        let folder = TempDir::new().expect("a folder");
        let files = files(&folder, Duration::from_millis(20));
        let _hers = files.decoding.turns.turn(ADA).await;
        assert_eq!(upload(&files, ADA).await.image, None);
        let mut patient = files.clone();
        patient.decoding.patience = Duration::from_secs(60);
        assert!(upload(&patient, GRACE).await.image.is_some());
    }
}
