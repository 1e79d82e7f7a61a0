use super::thumbnail::{Portrait, Small};
use crate::files::sync_folder;
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

/// A picture that nothing refers to is left alone for so long: a message may be about to.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// The folder of small pictures, of previews and of people, each named by its content.
#[derive(Clone, Debug)]
pub(crate) struct Pictures {
    folder: PathBuf,
}

impl Pictures {
    /// In the data folder.
    pub(crate) fn in_folder(data: &Path) -> Self {
        let folder = data.join("previews");
        Self { folder }
    }

    /// Keeps a picture, safe on disk, and returns its name.
    pub(super) async fn keep(&self, picture: &Small) -> io::Result<String> {
        let digest = Sha256::digest(&picture.bytes);
        let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        fs::create_dir_all(&self.folder).await?;
        // Under another name until it is whole.
        let part = self.folder.join(format!("{}.part", Uuid::now_v7()));
        let mut file = fs::File::create_new(&part).await?;
        file.write_all(&picture.bytes).await?;
        file.flush().await?;
        file.sync_all().await?;
        fs::rename(&part, self.folder.join(&name)).await?;
        // The names must outlive a power cut as well as the bytes do.
        for folder in self.folder.ancestors().take(2) {
            sync_folder(folder).await?;
        }
        Ok(name)
    }

    /// As [`Pictures::keep`], for a person's.
    pub(crate) async fn keep_portrait(&self, portrait: &Portrait) -> io::Result<String> {
        self.keep(&portrait.0).await
    }

    /// A picture with its media type; none where there is none of that name.
    pub(crate) async fn read(&self, name: &str) -> io::Result<Option<(&'static str, Vec<u8>)>> {
        if !is_name(name) {
            return Ok(None);
        }
        let bytes = match fs::read(self.folder.join(name)).await {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // Older ones that one can see through are PNG.
        let media_type = match bytes.get(..4) {
            Some(b"\x89PNG") => "image/png",
            Some(b"RIFF") => "image/webp",
            _ => "image/jpeg",
        };
        Ok(Some((media_type, bytes)))
    }

    /// Deletes the pictures that are not `in_use`. Returns how many.
    pub(crate) async fn sweep(&self, in_use: &[String]) -> io::Result<usize> {
        let mut files = match fs::read_dir(&self.folder).await {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(error),
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
