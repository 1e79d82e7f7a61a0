use std::path::{Path, PathBuf};

/// SHA-256 of a file's bytes.
pub(crate) type FileHash = [u8; 32];

/// What is on disk of a file.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) hash: FileHash,
    /// In bytes.
    pub(crate) size: u64,
    pub(crate) media_type: &'static str,
    pub(crate) picture: Option<Picture>,
}

/// What is known of an image that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// In pixels, as it is looked at.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The media type of its thumbnail.
    pub(crate) thumbnail: &'static str,
}

/// A file that somebody asks for.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) hash: FileHash,
    pub(crate) name: String,
    pub(crate) media_type: String,
    /// The media type of its thumbnail, where it is an image that could be read.
    pub(crate) thumbnail: Option<String>,
}

impl StoredFile {
    /// Whether a browser may show it in its place. Nothing that could hold a script is among these.
    pub(crate) fn is_shown(&self) -> bool {
        let plays = |kind| self.media_type.starts_with(kind);
        self.thumbnail.is_some() || plays("video/") || plays("audio/")
    }
}

/// What the first bytes say that a file is.
pub(super) fn media_type(head: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(head) {
        return kind.mime_type();
    }
    let text = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The head may end in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if text && !head.contains(&0) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

/// Where in `folder` the content with a hash is, two levels deep.
pub(super) fn place(folder: &Path, hash: FileHash) -> PathBuf {
    let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    folder.join(&name[..2]).join(&name[2..4]).join(name)
}

/// The hash that a file in the folder is named by.
pub(super) fn hash_of(name: &str) -> Option<FileHash> {
    let mut hash = FileHash::default();
    if name.len() != 2 * hash.len() || !name.is_ascii() {
        return None;
    }
    for (byte, place) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&name[place..place + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png");
        assert_eq!(media_type(b"<!DOCTYPE html><script>"), "text/html");
        assert_eq!(media_type("Grüße".as_bytes()), "text/plain");
        assert_eq!(media_type(&"Grüße".as_bytes()[..3]), "text/plain");
        assert_eq!(media_type(b"\0\x01\x02"), "application/octet-stream");
        assert_eq!(media_type(b""), "text/plain");
    }

    #[test]
    fn a_place_names_its_hash() {
        let hash = [0xab; 32];
        let place = place(Path::new("files"), hash);
        assert!(place.starts_with("files/ab/ab"));
        let name = place.file_name().and_then(|name| name.to_str());
        assert_eq!(name.and_then(hash_of), Some(hash));
        assert_eq!(hash_of("incoming"), None);
    }
}
