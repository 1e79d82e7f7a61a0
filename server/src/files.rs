//! The folder of what people upload: each content once, named by its hash, however many files have it. Nothing here
//! knows whose a file is; that is the store's.

mod content;
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

pub(crate) use content::{Content, FileHash, StoredFile};
pub(crate) use incoming::{Incoming, sync_folder};
pub(crate) use space::Space;

use crate::{files::thumbnail::Thumbnail, jobs::turns::Turns, tuning::Tuning};
use image::ImageFormat;
use metadata::Clean;
use protocol::UserId;
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

/// The largest image that is looked into, in bytes: it is held in memory for that.
const IMAGE_BYTES: u64 = 64 * 1024 * 1024;
/// Images that are decoded at once: each may take a few hundred megabytes while it is.
const EXAMINERS: usize = 1;
/// Images that metadata is taken out of at once. Each is in memory as it is on disk, and it takes no longer than reading
/// it.
const CLEANERS: usize = 2;

/// A handle to the folder; clones share it.
#[derive(Clone)]
pub(crate) struct Files {
    folder: Arc<Path>,
    /// Held by all who put content in its place until the store knows it, and by one who takes content away alone.
    settling: Arc<RwLock<()>>,
    cleaners: Arc<Semaphore>,
    examiners: Arc<Semaphore>,
    /// One image of each person is decoded or waits for that.
    turns: Arc<Turns<UserId>>,
    /// How long an image waits for its turn and is decoded, together.
    patience: Duration,
    space: Space,
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
    pub(crate) fn open(data: &Path, tuning: &Tuning) -> io::Result<Self> {
        let folder = data.join("files");
        let incoming = folder.join("incoming");
        match std::fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => std::fs::create_dir_all(incoming)?,
        }
        Ok(Self {
            folder: folder.into(),
            settling: Arc::default(),
            cleaners: Arc::new(Semaphore::new(CLEANERS)),
            examiners: Arc::new(Semaphore::new(EXAMINERS)),
            turns: Arc::default(),
            patience: tuning.picture_patience,
            space: Space::new(data, tuning.disk_reserve, tuning.disk_short),
        })
    }

    /// Returns what tells how much space files may take.
    pub(crate) fn space(&self) -> &Space {
        &self.space
    }

    /// Begins to take an upload in.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) async fn receive(&self) -> io::Result<Incoming> {
        Incoming::create(&self.folder.join("incoming")).await
    }

    /// Puts an upload of a person's that is complete in its place, safe on disk. An image is there without its metadata,
    /// and with a thumbnail if it could be decoded in time.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) async fn settle(&self, incoming: Incoming, owner: UserId) -> io::Result<Settled> {
        let mut incoming = incoming;
        incoming.flush().await?;
        let media_type = content::media_type(incoming.head());
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
                // It does not wait in memory.
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
                picture: thumbnail.as_ref().map(picture::known),
            },
            _settling: settling,
        })
    }

    /// Decodes an image of a person's, one of each person and not too many in all at once. `None` if it took too long,
    /// with the wait for its turn, or if the decoder failed.
    ///
    /// # Errors
    /// Where `bytes` cannot be read, which are read when it is their turn.
    pub(crate) async fn examine<T: Send + 'static>(
        &self,
        owner: UserId,
        bytes: impl Future<Output = io::Result<Vec<u8>>>,
        decode: impl FnOnce(Vec<u8>) -> T + Send + 'static,
    ) -> io::Result<Option<T>> {
        let examined = async {
            let turn = self.turns.turn(owner).await;
            let examiner = Arc::clone(&self.examiners).acquire_owned().await;
            let bytes = bytes.await?;
            // The turn lasts as long as the work, which nothing can stop, and not only as long as someone waits.
            let work = spawn_blocking(move || {
                let decoded = decode(bytes);
                drop((turn, examiner));
                decoded
            });
            Ok(match work.await {
                Ok(decoded) => Some(decoded),
                Err(error) => {
                    tracing::warn!(%error, %owner, "an image could not be decoded");
                    None
                }
            })
        };
        timeout(self.patience, examined).await.unwrap_or_else(|_| {
            tracing::warn!(%owner, "an image took too long to decode");
            Ok(None)
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

    /// Returns an image without its metadata. `None` if it is not of its type's form.
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
        // An image that may still tell where it was taken is not kept.
        work.await.map_err(io::Error::other)
    }

    async fn thumbnail_of(
        &self,
        incoming: &Incoming,
        format: ImageFormat,
        owner: UserId,
    ) -> io::Result<Option<Thumbnail>> {
        let decode = move |bytes: Vec<u8>| picture::thumbnail(format, &bytes);
        let made = self
            .examine(owner, fs::read(incoming.path()), decode)
            .await?;
        Ok(made.and_then(|made| {
            made.inspect_err(|error| tracing::debug!(%error, "an image has no thumbnail"))
                .ok()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::types::Uuid;
    use std::io::Cursor;
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

    /// A PNG with a text in it.
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
    async fn an_image_that_waits_too_long_is_an_ordinary_file_without_its_metadata() {
        let folder = TempDir::new().expect("a folder");
        let files = files(&folder, Duration::from_millis(20));
        let busy = Arc::clone(&files.examiners).acquire_owned().await;
        let content = upload(&files, ADA).await;
        assert_eq!(content.picture, None);
        let bytes = std::fs::read(files.content(content.hash)).expect("read");
        assert!(!bytes.windows(3).any(|part| part == b"GPS"));
        drop(busy);
        let content = upload(&files, ADA).await;
        assert_eq!(
            content.picture.map(|it| (it.width, it.height)),
            Some((40, 20))
        );
    }

    #[tokio::test]
    async fn one_who_has_an_image_decoded_waits_with_the_next_and_others_do_not() {
        let folder = TempDir::new().expect("a folder");
        let files = files(&folder, Duration::from_millis(20));
        let _hers = files.turns.turn(ADA).await;
        assert_eq!(upload(&files, ADA).await.picture, None);
        let patient = Files {
            patience: Duration::from_secs(60),
            ..files
        };
        assert!(upload(&patient, GRACE).await.picture.is_some());
    }
}
