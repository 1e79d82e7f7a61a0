//! The folder of small pictures, of previews and of people.

use super::thumbnail::{EmojiPicture, Portrait, SmallPicture};
use crate::files::{existing, hex, sync_folder};
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

/// How long an unused picture is kept: a message may be about to refer to it.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// Handle to the folder. Each picture is named by its hash.
#[derive(Clone, Debug)]
pub(crate) struct Pictures {
    folder: PathBuf,
}

impl Pictures {
    /// Returns the folder inside of the data folder.
    pub(crate) fn in_folder(data: &Path) -> Self {
        let folder = data.join("previews");
        Self { folder }
    }

    /// Stores a picture, safe on disk, and returns its name.
    pub(super) async fn store(&self, picture: &SmallPicture) -> io::Result<String> {
        let name = hex(&Sha256::digest(&picture.bytes));
        fs::create_dir_all(&self.folder).await?;
        // It has another name until it is complete.
        let part = self.folder.join(format!("{}.part", Uuid::now_v7()));
        let mut file = fs::File::create_new(&part).await?;
        file.write_all(&picture.bytes).await?;
        file.flush().await?;
        file.sync_all().await?;
        fs::rename(&part, self.folder.join(&name)).await?;
        // The names must survive a power cut too.
        for folder in self.folder.ancestors().take(2) {
            sync_folder(folder).await?;
        }
        Ok(name)
    }

    /// Stores a person's picture, safe on disk, and returns its name.
    pub(crate) async fn store_portrait(&self, portrait: &Portrait) -> io::Result<String> {
        self.store(&portrait.0).await
    }

    /// Stores an emoji's picture, safe on disk, and returns its name.
    pub(crate) async fn store_emoji(&self, picture: &EmojiPicture) -> io::Result<String> {
        self.store(&picture.0).await
    }

    /// Returns the media type and the bytes of a picture. `None` if there is none of this name.
    pub(crate) async fn read(&self, name: &str) -> io::Result<Option<(&'static str, Vec<u8>)>> {
        if !is_name(name) {
            return Ok(None);
        }
        let Some(bytes) = existing(fs::read(self.folder.join(name)).await)? else {
            return Ok(None);
        };
        // Older transparent ones are PNG.
        let media_type = match bytes.get(..4) {
            Some(b"\x89PNG") => "image/png",
            Some(b"RIFF") => "image/webp",
            _ => "image/jpeg",
        };
        Ok(Some((media_type, bytes)))
    }

    /// Deletes the pictures that are not `in_use`. Returns how many.
    pub(crate) async fn sweep(&self, in_use: &[String]) -> io::Result<usize> {
        let Some(mut files) = existing(fs::read_dir(&self.folder).await)? else {
            return Ok(0);
        };
        let mut deleted = 0;
        while let Some(file) = files.next_entry().await? {
            let name = file.file_name();
            let used = in_use.iter().any(|used| name.to_str() == Some(used));
            let changed = file.metadata().await?.modified()?;
            let age = SystemTime::now().duration_since(changed);
            if !used && age.is_ok_and(|age| age > GRACE) {
                fs::remove_file(file.path()).await?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }
}

fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
